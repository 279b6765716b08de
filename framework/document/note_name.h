// Names of the notes of MIDI.
// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>

namespace stemwright {

/// The number of "C4", "F#2", "Bb-1" or "60", 0 to 127; C4 is 60, the middle C. Nothing for anything else.
std::optional<int> noteNumber(const std::string& name);

/// "C4" for 60, with sharps.
std::string noteName(int number);

}
