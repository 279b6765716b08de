// A MIDI port is found by its number, its name or a part of it; else it is said which there are.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_port.h"
#include "framework/error/error.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

using testing::HasSubstr;

const MidiPorts ports{"alsa",
                      {"Midi Through:Midi Through Port-0 14:0", "nanoKONTROL:nanoKONTROL MIDI 1 20:0",
                       "Launchpad:Launchpad MIDI 1 24:0", "Launchpad:Launchpad MIDI 2 24:1"},
                      {}};

std::string complaint(const MidiPorts& among, const std::string& wanted) {
    try {
        return "took " + among.inputs[chosenInput(among, wanted)];
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(MidiPortNames, areFoundByNumberNameAndPartOfTheName) {
    EXPECT_EQ(chosenInput(ports, "0"), 0u);
    EXPECT_EQ(chosenInput(ports, ports.inputs[3]), 3u);
    EXPECT_EQ(chosenInput(ports, "NANOkontrol"), 1u);
    EXPECT_EQ(chosenInput(ports, "Launchpad MIDI 2"), 3u);
}

TEST(MidiPortNames, areThatOfTheOnlyDeviceWhereNoneIsNamed) {
    EXPECT_EQ(chosenInput({"alsa", {ports.inputs[0], "stemwright:control", ports.inputs[1]}, {}}, ""), 2u);
    EXPECT_THAT(complaint(ports, ""), HasSubstr("there are several MIDI devices; name one"));
    EXPECT_THAT(complaint({"alsa", {ports.inputs[0]}, {}}, ""), HasSubstr("there is no MIDI device"));
}

TEST(MidiPortNames, areSuggestedWhereTheNameIsWrong) {
    EXPECT_THAT(complaint(ports, "Launchpad"), HasSubstr("several MIDI ports are called \"Launchpad\""));
    EXPECT_THAT(complaint({"jack", {"nano:knobs"}, {}}, "nano:knob5"),
                HasSubstr("did you mean \"nano:knobs\"?"));
    EXPECT_THAT(complaint({}, "nano"), HasSubstr("there is no MIDI port \"nano\"; plug a device in"));
}

TEST(MidiPortNames, areLookedForInSystemsThatThereAre) {
    EXPECT_THAT(midiSystems(), testing::Contains("jack"));
    EXPECT_THROW(midiPorts("jak"), Error);
    EXPECT_THROW(MidiPort("jak", ""), Error);
}

}
}
