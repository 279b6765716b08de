// What the keys, faders and knobs of a MIDI device do to a mix that is played live.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/draft.h"
#include "framework/document/midi_binding.h"

namespace stemwright {

struct MidiMap {
    std::string device; ///< name of a port, or a part of it; "" for the only one that there is
    enum class Feedback { sent, withheld } feedback = Feedback::sent;
    std::vector<MidiBinding> bindings; ///< in the order of the text
};

/// Reads `midi:` of a document whose graph is there already: addresses are those of numbers that can be
/// moved. Bindings of bypassed nodes are left out. Adds what is wrong to the draft's problems.
MidiMap readMidiMap(Draft& draft, const Datum& document);

}
