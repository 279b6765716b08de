// Bytes are read and written as the MIDI 1.0 Detailed Specification (4.2, tables II to IV) says.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_message.h"
#include "framework/document/note_name.h"
#include <gtest/gtest.h>
#include <random>

namespace stemwright {
namespace {

using Kind = MidiMessage::Kind;
using Bytes = std::vector<uint8_t>;

TEST(MidiMessages, areReadFromTheBytesOfTheSpecification) {
    const std::vector<std::pair<Bytes, MidiMessage>> table{{{0x80, 60, 64}, {Kind::noteOff, 1, 60, 64}},
                                                           {{0x9F, 127, 1}, {Kind::noteOn, 16, 127, 1}},
                                                           {{0xA1, 0, 127}, {Kind::keyPressure, 2, 0, 127}},
                                                           {{0xB0, 7, 100}, {Kind::controller, 1, 7, 100}},
                                                           {{0xB3, 39, 5}, {Kind::controller, 4, 39, 5}},
                                                           {{0xC9, 12}, {Kind::program, 10, 12, 0}},
                                                           {{0xD0, 33}, {Kind::channelPressure, 1, 0, 33}},
                                                           {{0xE0, 0, 64}, {Kind::bend, 1, 0, 8192}},
                                                           {{0xE0, 0, 0}, {Kind::bend, 1, 0, 0}},
                                                           {{0xEF, 127, 127}, {Kind::bend, 16, 0, 16383}}};
    for (const auto& [bytes, message] : table) {
        EXPECT_EQ(midiMessage(bytes), message) << textOf(message);
        EXPECT_EQ(bytesOf(message), bytes) << textOf(message);
    }
}

TEST(MidiMessages, endANoteThatBeginsWithoutVelocity) {
    EXPECT_EQ(midiMessage(Bytes{0x91, 61, 0}), (MidiMessage{Kind::noteOff, 2, 61, 0}));
}

TEST(MidiMessages, areNothingWhereTheBytesAreNoMessageOfAChannel) {
    for (const Bytes& bytes :
         {Bytes{}, Bytes{0x90}, Bytes{0x90, 60}, Bytes{0x90, 60, 64, 0}, Bytes{0xC0, 1, 2}, Bytes{60, 64},
          Bytes{0xB0, 0x80, 1}, Bytes{0xB0, 1, 0xFF}, Bytes{0xF0, 0x7E, 0x7F, 6, 1, 0xF7}, Bytes{0xF2, 1, 2},
          Bytes{0xF8}, Bytes{0xFF}})
        EXPECT_FALSE(midiMessage(bytes)) << bytes.size();
}

TEST(MidiMessages, comeBackFromTheirBytesWhateverTheyAre) {
    std::mt19937 random(1);
    int read = 0;
    for (int i = 0; i < 200000; ++i) {
        Bytes bytes(random() % 5);
        for (uint8_t& byte : bytes) byte = uint8_t(random());
        auto message = midiMessage(bytes);
        if (!message) continue;
        ++read;
        EXPECT_TRUE(message->channel >= 1 && message->channel <= 16);
        EXPECT_TRUE(message->number >= 0 && message->number <= 127);
        EXPECT_TRUE(message->value >= 0 && message->value <= 16383);
        EXPECT_EQ(midiMessage(bytesOf(*message)), message);
    }
    EXPECT_GT(read, 1000);
}

TEST(MidiMessages, areWrittenWithinTheLimitsOfTheirBytes) {
    EXPECT_EQ(bytesOf({Kind::controller, 99, -3, 500}), (Bytes{0xBF, 0, 127}));
    EXPECT_EQ(bytesOf({Kind::bend, 0, 0, 99999}), (Bytes{0xE0, 127, 127}));
}

TEST(MidiMessages, areShownInWords) {
    EXPECT_EQ(textOf({Kind::controller, 1, 7, 64}), "channel 1: controller 7 64");
    EXPECT_EQ(textOf({Kind::noteOn, 2, 61, 100}), "channel 2: note on C#4 (61), 100");
    EXPECT_EQ(textOf({Kind::bend, 3, 0, 8192}), "channel 3: bend 8192");
    EXPECT_EQ(textOf({Kind::program, 4, 5, 0}), "channel 4: program 5");
}

TEST(NotesOfMidi, countHalfTonesFromTheOctaveOfMiddleC) {
    EXPECT_EQ(noteNumber("C4"), 60);
    EXPECT_EQ(noteNumber("C-1"), 0);
    EXPECT_EQ(noteNumber("G9"), 127);
    EXPECT_EQ(noteNumber("A4"), 69);
    EXPECT_EQ(noteNumber("F#2"), noteNumber("Gb2"));
    EXPECT_EQ(noteNumber("Cb4"), 59);
    EXPECT_EQ(noteNumber("127"), 127);
    for (int number = 0; number < 128; ++number) EXPECT_EQ(noteNumber(noteName(number)), number);
}

TEST(NotesOfMidi, areNothingElse) {
    for (const char* name :
         {"", " ", "C", "H4", "c4", "G#9", "Cb-1", "C10", "C##4", "128", "-1", "4C", "C4 "})
        EXPECT_FALSE(noteNumber(name)) << name;
}

}
}
