// Finds the MIDI port that somebody means.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

/// Under which other programs see ours.
constexpr const char* ownMidiName = "stemwright";

/// What there is, each with its number as its place.
struct MidiPorts {
    std::string system;
    std::vector<std::string> inputs;  ///< from which messages come
    std::vector<std::string> outputs; ///< to which they can be sent
};

/// Whether an input belongs to a device; the loop that ALSA always has, and what is ours, do not.
bool isMidiDevice(const std::string& input);

/// The input that is meant: by its number, its name or a part of it that no other has; "" for the only one
/// that belongs to a device. Throws an Error that lists what there is. Any thread.
size_t chosenInput(const MidiPorts& ports, const std::string& wanted);

}
