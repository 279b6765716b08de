// Controls move numbers by their formulas, and take over where they should.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_stream.h"
#include "tests/framework/control/midi_controls.h"
#include <random>

namespace stemwright::test {
namespace {

using Kind = MidiMessage::Kind;
using State = LiveControl::Transport::State;
using testing::ElementsAre;

TEST_F(Controls, MoveNumbersFromOneEndToTheOther) {
    bind("a: {controller: 7, channel: 1, moves: vox.gain, from: -60 dB, to: 6 dB}");
    send(controller(7, 0));
    EXPECT_EQ(gain(), -60);
    send(controller(7, 127));
    EXPECT_EQ(gain(), 6);
    send(controller(7, 32));
    EXPECT_NEAR(gain(), -60 + 66 * 32 / 127., 1e-9);
    send(controller(7, 0, 2)); // another channel
    send(controller(8, 0));
    EXPECT_NEAR(gain(), -60 + 66 * 32 / 127., 1e-9);
}

TEST_F(Controls, RunThroughTheRangeOfTheParameterWhereNoneIsWritten) {
    bind("a: {controller: 1, moves: bass.duck.ratio}, b: {controller: 2, moves: vox.gain}");
    send(controller(1, 127));
    EXPECT_EQ(live.value("bass.duck.ratio"), 20); // as far as the mix that plays allows
    send(controller(2, 0, 9));
    EXPECT_EQ(gain(), -unbounded);
    send(controller(2, 127, 5));
    EXPECT_EQ(gain(), 24);
}

TEST_F(Controls, HaveTheGeometricMeanInTheMiddleOfAFrequency) {
    bind("a: {bend: yes, moves: vox.eq.mud.freq, from: 100 Hz, to: 10 kHz}");
    send({Kind::bend, 1, 0, 0});
    EXPECT_EQ(freq(), 100);
    send({Kind::bend, 1, 0, 8192});
    EXPECT_NEAR(freq(), 1000, 0.2); // half a step of 14 bits over the middle
}

TEST_F(Controls, TakeFourteenBitsFromAPairOfControllers) {
    bind("a: {controller: 7, bits: 14, moves: vox.pan}");
    send(controller(39, 5)); // of something not known yet
    EXPECT_EQ(live.value("vox.pan"), 0);
    send(controller(7, 100)); // which sets the lower bits to zero
    EXPECT_NEAR(live.value("vox.pan"), -1 + 2 * 12800 / 16383., 1e-12);
    send(controller(39, 127));
    EXPECT_NEAR(live.value("vox.pan"), -1 + 2 * 12927 / 16383., 1e-12);
    send(controller(7, 127));
    send(controller(39, 127));
    EXPECT_EQ(live.value("vox.pan"), 1);
}

TEST_F(Controls, WithoutEndsMoveByTheirSteps) {
    bind("s: {controller: 1, relative: signed, moves: vox.pan}, o: {controller: 2, relative: offset, moves: "
         "vox.pan}, t: {controller: 3, relative: twos, moves: vox.pan}");
    const double step = 2 / 127.;
    for (auto [number, value, steps] : {std::tuple{1, 1, 1},
                                        {1, 65, -1},
                                        {1, 63, 63},
                                        {1, 127, -63},
                                        {1, 64, 0},
                                        {2, 65, 1},
                                        {2, 63, -1},
                                        {2, 127, 63},
                                        {2, 0, -64},
                                        {2, 64, 0},
                                        {3, 1, 1},
                                        {3, 127, -1},
                                        {3, 63, 63},
                                        {3, 64, -64},
                                        {3, 0, 0}}) {
        live.move("vox.pan", 0);
        now += 10; // what was moved before is settled
        send(controller(number, value));
        EXPECT_NEAR(live.value("vox.pan"), std::clamp(steps * step, -1., 1.), 1e-9) << number << " " << value;
    }
}

TEST_F(Controls, WithoutEndsComeOutOfSilence) {
    bind("a: {controller: 1, relative: twos, moves: vox.gain, to: 6 dB}");
    live.move("vox.gain", -unbounded);
    send(controller(1, 1));
    EXPECT_NEAR(gain(), 6 + 60 * std::log10(1 / 127.), 1e-9);
    for (int i = 0; i < 200; ++i) send(controller(1, 1));
    EXPECT_EQ(gain(), 6);
}

TEST_F(Controls, ThatCatchWaitForTheirNumber) {
    bind("a: {controller: 7, moves: vox.pan, pickup: catch}");
    live.move("vox.pan", 0.5); // at 95.25
    send(controller(7, 20));
    send(controller(7, 60));
    EXPECT_EQ(live.value("vox.pan"), 0.5);
    send(controller(7, 110)); // past it
    EXPECT_NEAR(live.value("vox.pan"), -1 + 2 * 110 / 127., 1e-9);
    now += 10;
    send(controller(7, 20)); // has it, so may jump
    EXPECT_NEAR(live.value("vox.pan"), -1 + 2 * 20 / 127., 1e-9);
}

TEST_F(Controls, ThatCatchLoseTheirNumberToWhoeverElseMovesIt) {
    bind("a: {controller: 7, moves: vox.pan, pickup: catch}");
    send(controller(7, 63)); // beside it
    send(controller(7, 100));
    EXPECT_NEAR(live.value("vox.pan"), -1 + 2 * 100 / 127., 1e-9);
    now += 10;
    live.move("vox.pan", -0.5);
    send(controller(7, 101));
    EXPECT_EQ(live.value("vox.pan"), -0.5);
    send(controller(7, 10));
    EXPECT_NEAR(live.value("vox.pan"), -1 + 2 * 10 / 127., 1e-9);
}

TEST_F(Controls, ToggleBetweenTwoValues) {
    bind("a: {note: C4, toggles: vox.pan, from: -0.5, to: 0.5}");
    const MidiMessage down{Kind::noteOn, 1, 60, 90}, up{Kind::noteOff, 1, 60, 0};
    for (double expected : {0.5, -0.5, 0.5}) {
        send(down);
        EXPECT_EQ(live.value("vox.pan"), expected);
        send(up);
        EXPECT_EQ(live.value("vox.pan"), expected);
    }
}

TEST_F(Controls, GiveANumberBackToTheDocumentWhereNoOtherValueIsNamed) {
    bind("a: {controller: 64, toggles: vox.gain, to: -inf dB}");
    send(controller(64, 127));
    EXPECT_EQ(gain(), -unbounded);
    send(controller(64, 100)); // still down
    EXPECT_EQ(gain(), -unbounded);
    send(controller(64, 0));
    send(controller(64, 64));
    EXPECT_EQ(gain(), 0);
    EXPECT_EQ((*live.parameters())[2].source, LiveControl::Parameter::Source::text);
}

TEST_F(Controls, PlayStopAndGoToPlacesInTheSong) {
    bind("a: {note: 1, does: stop}, b: {note: 2, does: play}, c: {note: 3, locates: 3|1}");
    send({Kind::noteOn, 1, 1, 1});
    EXPECT_EQ(live.transport().state, State::stopped);
    send({Kind::noteOn, 1, 2, 1});
    EXPECT_EQ(live.transport().state, State::playing);
    send({Kind::noteOn, 1, 3, 1});
    EXPECT_EQ(live.transport().position, 4); // two bars of 4/4 at 120 bpm
}

TEST_F(Controls, OfNumbersThatTheMixDoesNotHaveDoNothing) {
    bind("a: {controller: 7, moves: bass.gain}, b: {controller: 7, moves: vox.pan}");
    EXPECT_THAT(bindings->unknown(live), ElementsAre("bass.gain"));
    send(controller(7, 127));
    EXPECT_EQ(live.value("vox.pan"), 1);
}

TEST_F(Controls, KeepNumbersWithinTheirEndsWhateverTheySend) {
    bind("a: {controller: 1, moves: vox.gain, from: -40 dB, to: 3 dB}, b: {controller: 2, bits: 14, moves: "
         "vox.pan, from: 0.5, to: -0.25, pickup: catch}, c: {controller: 3, relative: signed, moves: "
         "vox.eq.mud.freq, from: 50 Hz, to: 5 kHz}, d: {bend: yes, moves: bass.duck.ratio, from: 2, to: 4}, "
         "e: {note: 5, toggles: vox.gain, from: -40 dB, to: 3 dB}, f: {note: 6, locates: 2|1}, "
         "g: {note: 7, does: stop}, h: {nrpn: 130, moves: vox.gain, from: -20 dB, to: 0 dB}, "
         "i: {rpn: 2, bits: 7, moves: vox.pan, from: -0.25, to: 0.5}");
    live.move("vox.gain", 0);
    std::mt19937 random(7);
    MidiStream stream;
    int parameters = 0;
    for (int i = 0; i < 100000; ++i) {
        std::vector<uint8_t> bytes(random() % 4);
        for (uint8_t& byte : bytes) byte = uint8_t(random() % 2 ? random() : random() % 40);
        if (!bytes.empty()) bytes[0] |= 0x80;
        if (random() % 4 == 0) // the controllers of parameters
            bytes = {0xB0, uint8_t(std::array{99, 98, 101, 100, 6, 38, 96, 97}[random() % 8]),
                     uint8_t(random() % 3)};
        now += double(random() % 100) / 1000;
        stream.read(bytes, [&](const MidiMessage& message) {
            parameters += message.isParameter();
            send(message);
        });
        told();
        ASSERT_TRUE(gain() >= -40 && gain() <= 3);
        ASSERT_TRUE(live.value("vox.pan") >= -0.25 && live.value("vox.pan") <= 0.5);
        ASSERT_TRUE(freq() >= 50 && freq() <= 5000);
        ASSERT_TRUE(live.value("bass.duck.ratio") >= 2 && live.value("bass.duck.ratio") <= 4);
    }
    EXPECT_GT(parameters, 1000);
}

}
}
