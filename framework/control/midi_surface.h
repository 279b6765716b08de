// A MIDI device at a mix that plays: what it sends is done, what it shows is kept up to date.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/midi_bindings.h"
#include "framework/control/midi_learning.h"
#include "framework/control/midi_port.h"
#include <functional>

namespace stemwright {

/// One thread, which calls poll() some fifty times a second. A device that is not there, or goes away, is
/// looked for about once a second.
class MidiSurface {
  public:
    struct Settings {
        std::string system; ///< one of midiSystems(), or "" for the first that has a device
        std::string device; ///< rules over the document's, as for chosenInput()
    };

    /// Throws an Error where there is no such system.
    MidiSurface(LiveControl& live, MidiMap map, Settings settings);

    /// Does what came in, and sends what the device must show. Waits for nothing.
    void poll();

    /// Takes other bindings, of a mix that was edited.
    void bind(MidiMap map);

    /// Has `learned` called by poll() with the next control that suits `target`, as for MidiLearner; until
    /// then nothing is moved. Another call takes the place of this one.
    using Learned = std::function<void(const MidiControl& control)>;
    void learn(const std::string& target, Learned learned);

    /// What happened since the last call, such as a device that came or went.
    std::vector<Problem> news();

  private:
    void lookForPort(double now);
    void say(std::string cause, std::string cure = "") {
        news_.push_back({{}, std::move(cause), std::move(cure)});
    }

    LiveControl& live_;
    Settings settings_;
    std::string device_; // that is looked for
    MidiBindings bindings_;
    std::unique_ptr<MidiPort> port_;
    double looked_ = -1e9;
    enum class Missing { untold, told } missing_ = Missing::untold;
    std::optional<MidiLearner> learner_;
    Learned learned_;
    std::vector<Problem> news_;
};

}
