// Tells devices from what every system has.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_ports.h"
#include "framework/error/error.h"
#include "framework/error/named.h"

namespace stemwright {

bool isMidiDevice(const std::string& input) {
    return !input.starts_with("Midi Through") && !input.starts_with(ownMidiName);
}

size_t chosenInput(const MidiPorts& ports, const std::string& wanted) {
    const std::vector<std::string>& names = ports.inputs;
    auto refuse = [&](const std::string& cause, const std::string& cure) {
        throw Error(cause, names.empty()
                               ? "plug a device in, or start JACK; stemwright midi lists what is there"
                               : cure);
    };
    std::vector<size_t> found;
    for (size_t i = 0; i < names.size(); ++i)
        if (std::to_string(i) == wanted) return i;
    if (!wanted.empty())
        found = namesWith(names, wanted);
    else
        for (size_t i = 0; i < names.size(); ++i)
            if (isMidiDevice(names[i])) found.push_back(i);
    if (found.empty() && wanted.empty()) refuse("there is no MIDI device", suggestion("", names));
    if (found.empty()) refuse("there is no MIDI port \"" + wanted + "\"", suggestion(wanted, names));
    if (found.size() > 1)
        refuse(wanted.empty() ? "there are several MIDI devices"
                              : "several MIDI ports are called \"" + wanted + "\"",
               "name one, by more of its name or by its number: stemwright midi");
    return found[0];
}

}
