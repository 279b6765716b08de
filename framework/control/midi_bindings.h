// What messages of a MIDI device do to a mix that plays, and what the device is told in return.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/live_control.h"
#include "framework/control/midi_message.h"
#include "framework/document/midi_map.h"
#include <map>
#include <span>

namespace stemwright {

/// Knows nothing of ports. Times are seconds of any clock that runs on. One thread.
class MidiBindings {
  public:
    explicit MidiBindings(MidiMap map);

    /// Lets messages do what is bound to them, in their order.
    void take(std::span<const MidiMessage> messages, LiveControl& live, double now);

    /// What the device must be told so that it shows how things are: faders and rings their number, toggles
    /// whether they are pressed, play and stop what goes on. Only what it does not show yet, twenty times a
    /// second at most and no more at once than a MIDI cable carries in that time; a fader not before it was
    /// left alone for half a second.
    std::vector<MidiMessage> feedback(const LiveControl& live, double now);

    /// A device that has just come shows nothing yet, and nobody knows where its faders stand.
    void forget();

    /// Addresses that are bound and that the mix does not have.
    std::vector<std::string> unknown(const LiveControl& live) const;

  private:
    struct Handle { // the control of a binding
        MidiBinding binding;
        int coarse = -1;                      // upper seven bits of a fine controller; -1 before any came
        std::optional<double> position = {};  // where it was seen last, 0 to 1
        std::optional<int> shown = {};        // value that the device shows, as far as is known
        bool down = false, on = false;        // a button; what a toggle was switched to
        double heard = -1e9, switched = -1e9; // when
        int channel = 1;                      // that it was heard on last
    };
    struct Moved { // a number, by a binding
        double value, when;
        size_t by;
    };
    using Snapshot = std::shared_ptr<const LiveControl::Parameters>;

    void turn(size_t handle, const MidiMessage& message, LiveControl& live, const Snapshot& snapshot,
              double now);
    void moveTo(size_t handle, double position, LiveControl& live, double now);
    void press(size_t handle, LiveControl& live, const Snapshot& snapshot, double now);
    bool takesOver(size_t handle, double position, double present) const;
    bool isOn(const Handle& handle, const Snapshot& snapshot, double now) const;
    std::optional<double> valueOf(const std::string& address, const Snapshot& snapshot, double now) const;
    std::optional<int> target(const Handle& handle, const LiveControl& live, const Snapshot& snapshot,
                              double now) const;

    std::vector<Handle> handles_;
    MidiMap::Feedback feedback_;
    std::map<std::string, Moved> moved_; // by address
    double looked_ = -1e9;               // when feedback() last looked
    size_t next_ = 0;                    // handle that it goes on with
};

}
