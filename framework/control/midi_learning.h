// Binds the control that somebody moves next, in the text of a mix.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/midi_message.h"
#include "framework/document/midi_binding.h"

namespace stemwright {

/// Waits for a control that suits `target`: the address of a number, or "play" or "stop". A number takes
/// faders and knobs, the transport takes whatever can be pressed. Times are seconds of any clock.
class MidiLearner {
  public:
    explicit MidiLearner(const std::string& target);

    void take(const MidiMessage& message, double now);

    /// The control, once it is known whether lower bits come from it too: 0.3 s after its first message.
    std::optional<MidiControl> found(double now) const;

  private:
    bool forTransport_;
    std::optional<MidiControl> first_;
    double when_ = 0;
    std::vector<int> seen_; // controllers, on the channel of the first
};

/// The binding of a control as a document says it: "vox_gain: {controller: 7, channel: 1, moves: vox.gain}".
std::string bindingLine(const MidiControl& control, const std::string& target);

/// `text`, the document of a mix that lies at `path`, with this binding in it: in the place of the control
/// that is bound to the target so far, whose other words stay, or as a new one. `merged` is the document of
/// all layers. Where no layer names a device, `device` is written too, unless it is "". Comments stay.
/// Throws an Error where the text cannot be changed.
std::string withBinding(const std::string& text, const std::string& path, const Datum& merged,
                        const MidiControl& control, const std::string& target,
                        const std::string& device = "");

}
