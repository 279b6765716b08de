// Bytes of a cable become messages as the MIDI 1.0 Detailed Specification (4.2) says: running status,
// messages within others, registered and non-registered parameters.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_stream.h"
#include "tests/framework/control/midi_controls.h"
#include <random>

namespace stemwright::test {
namespace {

using Kind = MidiMessage::Kind;
using Way = MidiMessage::Way;
using Bytes = std::vector<uint8_t>;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<MidiMessage> read(MidiStream& stream, const Bytes& bytes) {
    std::vector<MidiMessage> found;
    stream.read(bytes, [&](const MidiMessage& message) { found.push_back(message); });
    return found;
}
std::vector<MidiMessage> read(const Bytes& bytes) {
    MidiStream stream;
    return read(stream, bytes);
}

// What happened to parameters, in words: "nrpn 300 8192".
std::vector<std::string> parametersIn(const Bytes& bytes) {
    std::vector<std::string> found;
    for (const MidiMessage& message : read(bytes))
        if (message.isParameter()) found.push_back(textOf(message).substr(textOf(message).find(": ") + 2));
    return found;
}

TEST(MidiStreams, KeepAStatusUntilTheNextOne) {
    EXPECT_THAT(read({0x91, 60, 100, 62, 101, 60, 0, 0xC2, 5, 6}),
                ElementsAre(MidiMessage{Kind::noteOn, 2, 60, 100}, MidiMessage{Kind::noteOn, 2, 62, 101},
                            MidiMessage{Kind::noteOff, 2, 60, 0}, MidiMessage{Kind::program, 3, 5, 0},
                            MidiMessage{Kind::program, 3, 6, 0}));
}

TEST(MidiStreams, LetMessagesOfRealTimeComeAnywhere) {
    EXPECT_THAT(read({0xF8, 0xB0, 0xFE, 7, 0xF8, 100, 0xFF, 7, 101}),
                ElementsAre(controller(7, 100), controller(7, 101)));
}

TEST(MidiStreams, PassOverOtherMessagesOfTheSystemAndWhatBelongsToThem) {
    EXPECT_THAT(read({0xB0, 7, 1, 0xF0, 0x7E, 7, 9, 0xF7, 7, 2, 0xF2, 7, 3, 7, 4, 0xB0, 7, 5}),
                ElementsAre(controller(7, 1), controller(7, 5)));
}

TEST(MidiStreams, TakeBytesInPiecesOfAnyLength) {
    std::mt19937 random(5);
    Bytes bytes(20000);
    for (uint8_t& byte : bytes)
        byte = uint8_t(random() % 3 == 0 ? random() : random() % 2 ? 0xB0 + random() % 2 : random() % 128);
    std::vector<MidiMessage> whole = read(bytes), pieces;
    MidiStream stream;
    for (size_t at = 0; at < bytes.size();) {
        size_t count = std::min<size_t>(random() % 5, bytes.size() - at);
        for (const MidiMessage& message : read(stream, Bytes(&bytes[at], &bytes[at] + count)))
            pieces.push_back(message);
        at += count;
    }
    EXPECT_GT(whole.size(), 1000u);
    EXPECT_EQ(pieces, whole);
}

TEST(MidiParameterMessages, HaveTheirNumberOnceAndManyValues) {
    // 300 is 2 * 128 + 44; with running status, as devices send it.
    EXPECT_THAT(
        parametersIn({0xB0, 99, 2, 98, 44, 6, 64, 38, 5, 6, 65, 38, 6, 38, 7}),
        ElementsAre("nrpn 300 8192", "nrpn 300 8197", "nrpn 300 8320", "nrpn 300 8326", "nrpn 300 8327"));
    EXPECT_THAT(parametersIn({0xB0, 100, 2, 101, 0, 6, 127, 38, 127}),
                ElementsAre("rpn 2 16256", "rpn 2 16383"));
}

TEST(MidiParameterMessages, MayBeMovedStepByStepWhateverTheSecondByteIs) {
    EXPECT_THAT(parametersIn({0xB0, 99, 0, 98, 5, 96, 0, 96, 127, 97, 1}),
                ElementsAre("nrpn 5 +1", "nrpn 5 +1", "nrpn 5 -1"));
}

TEST(MidiParameterMessages, NeedBothHalvesOfANumber) {
    EXPECT_THAT(parametersIn({0xB0, 6, 1, 99, 2, 6, 2, 96, 0}), IsEmpty());
    // One half may change alone afterwards.
    EXPECT_THAT(parametersIn({0xB0, 99, 2, 98, 44, 98, 45, 6, 1}), ElementsAre("nrpn 301 128"));
}

TEST(MidiParameterMessages, EndWithTheNullNumber) {
    EXPECT_THAT(parametersIn({0xB0, 99, 2, 98, 44, 6, 1, 99, 127, 98, 127, 6, 2, 38, 3, 96, 0}),
                ElementsAre("nrpn 300 128"));
    EXPECT_THAT(parametersIn({0xB0, 99, 2, 98, 44, 101, 127, 100, 127, 6, 2}), IsEmpty());
    EXPECT_THAT(parametersIn({0xB0, 99, 2, 98, 44, 121, 0, 6, 2}), IsEmpty()); // all controllers are reset
}

TEST(MidiParameterMessages, AreRegisteredOrNotByWhatWasSaidLast) {
    EXPECT_THAT(parametersIn({0xB0, 101, 0, 100, 1, 99, 0, 98, 9, 6, 1, 101, 0, 6, 2}),
                ElementsAre("nrpn 9 128", "rpn 1 256"));
}

TEST(MidiParameterMessages, OfChannelsDoNotMix) {
    EXPECT_THAT(parametersIn({0xB0, 99, 0, 98, 1, 0xB1, 99, 0, 98, 2, 0xB0, 6, 1, 0xB1, 6, 2, 0xB2, 6, 3}),
                ElementsAre("nrpn 1 128", "nrpn 2 256"));
}

TEST(MidiParameterMessages, LeaveLowerBitsAloneThatBelongToAnotherNumber) {
    EXPECT_THAT(parametersIn({0xB0, 99, 0, 98, 1, 6, 1, 98, 2, 38, 9}), ElementsAre("nrpn 1 128"));
}

TEST(MidiParameterMessages, AreControllersToo) {
    EXPECT_THAT(read({0xB0, 99, 0, 98, 1, 6, 3}),
                ElementsAre(controller(99, 0), controller(98, 1), controller(6, 3),
                            MidiMessage{Kind::nonRegistered, 1, 1, 384}));
}

struct ParameterControls : Controls {
    MidiStream stream;
    void sendBytes(const Bytes& bytes) {
        stream.read(bytes, [&](const MidiMessage& message) { send(message); });
    }
};

TEST_F(ParameterControls, MoveNumbersInFourteenBits) {
    bind("a: {nrpn: 300, moves: vox.pan, from: -1, to: 1}, b: {rpn: 300, moves: vox.gain, to: 0 dB}");
    sendBytes({0xB0, 99, 2, 98, 44, 6, 127, 38, 127});
    EXPECT_EQ(live.value("vox.pan"), 1);
    sendBytes({0xB0, 6, 0, 38, 0});
    EXPECT_EQ(live.value("vox.pan"), -1);
    sendBytes({0xB0, 6, 32, 38, 5});
    EXPECT_DOUBLE_EQ(live.value("vox.pan"), -1 + 2 * (32 * 128 + 5) / 16383.);
    double before = gain();
    sendBytes({0xB0, 98, 45, 6, 1}); // another one
    EXPECT_DOUBLE_EQ(live.value("vox.pan"), -1 + 2 * (32 * 128 + 5) / 16383.);
    EXPECT_EQ(gain(), before);
}

TEST_F(ParameterControls, ReachTheirEndsInSevenBitsToo) {
    bind("a: {nrpn: 0, bits: 7, moves: vox.pan, from: -1, to: 1}");
    sendBytes({0xB0, 99, 0, 98, 0, 6, 127});
    EXPECT_EQ(live.value("vox.pan"), 1);
    sendBytes({0xB0, 38, 1}); // lower bits that nobody asked for
    EXPECT_EQ(live.value("vox.pan"), 1);
}

TEST_F(ParameterControls, StepFromWhereTheNumberIs) {
    bind("a: {nrpn: 7, moves: vox.pan, from: -1, to: 1}, b: {nrpn: 8, bits: 7, moves: vox.pan, from: -1, to: "
         "1}");
    live.move("vox.pan", 0.25);
    sendBytes({0xB0, 99, 0, 98, 7, 96, 0, 96, 0, 97, 0});
    EXPECT_NEAR(live.value("vox.pan"), 0.25 + 2 / 16383., 1e-12);
    sendBytes({0xB0, 98, 8, 97, 0});
    EXPECT_NEAR(live.value("vox.pan"), 0.25 + 2 / 16383. - 2 / 127., 1e-12);
}

TEST_F(ParameterControls, ToggleWhereTheyGoToTheUpperHalf) {
    bind("a: {nrpn: 1, toggles: vox.gain, to: -40 dB}");
    live.move("vox.gain", -3);
    sendBytes({0xB0, 99, 0, 98, 1, 6, 63, 38, 127});
    EXPECT_EQ(gain(), -3);
    sendBytes({0xB0, 6, 64, 38, 1});
    EXPECT_EQ(gain(), -40);
}

TEST_F(ParameterControls, ShowWhereTheirNumberIs) {
    bind("a: {nrpn: 300, channel: 3, moves: vox.pan, from: -1, to: 1}, "
         "b: {rpn: 1, bits: 7, moves: vox.eq.mud.freq, from: 100 Hz, to: 100.1 Hz}");
    live.move("vox.pan", 1);
    live.move("vox.eq.mud.freq", 100);
    auto messages = told();
    EXPECT_THAT(messages, ElementsAre(controller(99, 2, 3), controller(98, 44, 3), controller(6, 127, 3),
                                      controller(38, 127, 3), controller(101, 0), controller(100, 1),
                                      controller(6, 0)));
    // What they are shown, they would have sent.
    MidiParameters parameters;
    std::optional<MidiMessage> last;
    for (size_t m = 0; m < 4; ++m)
        if (auto moved = parameters.take(messages[m])) last = moved;
    EXPECT_EQ(last, (MidiMessage{Kind::nonRegistered, 3, 300, 16383}));
    now += 1;
    EXPECT_THAT(told(), IsEmpty());
}

}
}
