// A MIDI port is found by its number, its name or a part of it; else it is said which there are.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_port.h"
#include "framework/control/midi_queue.h"
#include "framework/error/error.h"
#include <gmock/gmock.h>
#include <thread>

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

TEST(MidiQueues, keepTheOrderFromThreadToThread) {
    MidiQueue queue;
    constexpr int count = 100000;
    std::atomic<int> taken = 0;
    std::thread source([&] {
        for (int i = 0; i < count; ++i) {
            while (i - taken > 1000) std::this_thread::yield(); // no more than there is room for
            queue.put({MidiMessage::Kind::bend, 1, 0, i});
        }
    });
    for (int i = 0; i < count;)
        if (auto message = queue.take()) {
            EXPECT_EQ(message->value, i);
            taken = ++i;
        } else
            std::this_thread::yield();
    source.join();
}

TEST(MidiQueues, loseWhatFindsNoRoomAndNothingElse) {
    MidiQueue queue;
    for (int i = 0; i < 5000; ++i) queue.put({MidiMessage::Kind::bend, 1, 0, i});
    int expected = 0;
    while (auto message = queue.take()) EXPECT_EQ(message->value, expected++);
    EXPECT_EQ(expected, 1024);
    queue.put({MidiMessage::Kind::bend, 1, 0, 7});
    EXPECT_EQ(queue.take()->value, 7);
}

}
}
