// Controls are told what others do, and not what they did themselves.
// SPDX-License-Identifier: MIT
#include "tests/framework/control/midi_controls.h"
#include <set>

namespace stemwright::test {
namespace {

using Kind = MidiMessage::Kind;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(Controls, AreToldHowThingsAreAndThenOnlyWhatChanges) {
    bind("a: {controller: 7, moves: vox.pan}, b: {controller: 8, bits: 14, channel: 3, moves: vox.pan}, "
         "c: {bend: yes, moves: vox.pan}, d: {note: C4, toggles: vox.pan, to: 1}, e: {note: 1, does: play}, "
         "f: {note: 2, does: stop}, g: {note: 3, locates: 1|1}");
    EXPECT_THAT(told(),
                ElementsAre(controller(7, 64), controller(8, 64, 3), controller(40, 0, 3),
                            MidiMessage{Kind::bend, 1, 0, 8192}, MidiMessage{Kind::noteOn, 1, 60, 0},
                            MidiMessage{Kind::noteOn, 1, 1, 127}, MidiMessage{Kind::noteOn, 1, 2, 0}));
    now += 1;
    EXPECT_THAT(told(), IsEmpty());
    live.move("vox.pan", 1);
    live.stop();
    now += 1;
    EXPECT_THAT(told(),
                ElementsAre(controller(7, 127), controller(8, 127, 3), controller(40, 127, 3),
                            MidiMessage{Kind::bend, 1, 0, 16383}, MidiMessage{Kind::noteOn, 1, 60, 127},
                            MidiMessage{Kind::noteOn, 1, 1, 0}, MidiMessage{Kind::noteOn, 1, 2, 127}));
    bindings->forget(); // a device that was unplugged
    now += 1;
    EXPECT_EQ(told().size(), 7u);
}

TEST_F(Controls, AreNotToldWhatTheySaidThemselves) {
    bind("a: {controller: 7, moves: vox.gain, to: 6 dB}, b: {controller: 8, moves: vox.gain, to: 6 dB}");
    told();
    for (int value = 0; value < 128; ++value) {
        now += 1;
        send(controller(7, value));
        EXPECT_THAT(told(), ElementsAre(controller(8, value))); // the other fader of that number is
        now += 1;
        EXPECT_THAT(told(), IsEmpty());
    }
}

TEST_F(Controls, AreLeftAloneAsLongAsTheyAreHeld) {
    bind("a: {controller: 7, moves: vox.pan}");
    send(controller(7, 100));
    now += 0.3;
    live.move("vox.pan", -1);
    EXPECT_THAT(told(), IsEmpty());
    now += 0.3;
    EXPECT_THAT(told(), ElementsAre(controller(7, 0)));
}

TEST_F(Controls, AreToldNoMoreThanACableCarries) {
    std::string many;
    for (int i = 0; i < 100; ++i)
        many += (i ? ", " : "") + ("c" + std::to_string(i)) + ": {controller: " + std::to_string(i) +
                ", moves: vox.pan}";
    bind(many);
    std::set<int> seen;
    for (int i = 0; i < 10; ++i) {
        std::vector<MidiMessage> messages = told();
        EXPECT_LE(messages.size() * 3 * 10, 31250 * 0.05);
        for (const MidiMessage& message : messages) seen.insert(message.number);
        EXPECT_THAT(told(), IsEmpty()); // not again so soon
        now += 0.051;
    }
    EXPECT_EQ(seen.size(), 100u);
}

TEST_F(Controls, AreToldNothingWhereFeedbackIsWithheld) {
    bind("a: {controller: 7, moves: vox.pan}", "feedback: no, ");
    EXPECT_THAT(told(), IsEmpty());
}

}
}
