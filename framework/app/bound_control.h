// Writes into the text of a mix what a MIDI control does.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/midi_learning.h"

namespace stemwright {

/// Binds a control to `target` in the mix at `path`, as withBinding() does, and returns the line that was
/// written. `port` is what the device was called, "" or its number where the mix need not name it. Throws an
/// Error where the file cannot be read, changed or written; it then stays as it was.
std::string bindInMix(const std::string& path, const MidiControl& control, const std::string& target,
                      const std::string& port);

}
