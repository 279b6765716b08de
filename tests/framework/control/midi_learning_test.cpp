// What is moved next is bound in the text of a mix, and everything else in it stays.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_learning.h"
#include "framework/control/midi_stream.h"
#include "framework/document/mix.h"
#include <gtest/gtest.h>

namespace stemwright {
namespace {

using Kind = MidiMessage::Kind;
using Resolution = MidiControl::Resolution;

std::optional<MidiControl> learned(const std::string& target, const std::vector<MidiMessage>& messages) {
    MidiLearner learner(target);
    for (const MidiMessage& message : messages) learner.take(message, 5);
    EXPECT_FALSE(learner.found(5.1)); // lower bits may still come
    return learner.found(6);
}

TEST(MidiLearners, FindTheControlThatIsMovedFirst) {
    EXPECT_EQ(learned("vox.gain", {{Kind::controller, 3, 7, 1}, {Kind::controller, 3, 8, 1}}),
              (MidiControl{MidiControl::Kind::controller, 7, 3}));
    EXPECT_EQ(learned("vox.gain", {{Kind::bend, 2, 0, 1}}), (MidiControl{MidiControl::Kind::bend, 0, 2}));
    EXPECT_EQ(learned("play", {{Kind::noteOn, 1, 60, 1}}), (MidiControl{MidiControl::Kind::note, 60, 1}));
    EXPECT_EQ(learned("stop", {{Kind::controller, 1, 7, 127}, {Kind::controller, 1, 39, 0}}),
              (MidiControl{MidiControl::Kind::controller, 7, 1}));
}

TEST(MidiLearners, NoticeLowerBits) {
    MidiControl fine{MidiControl::Kind::controller, 7, 1, Resolution::fine};
    EXPECT_EQ(learned("a", {{Kind::controller, 1, 7, 1}, {Kind::controller, 1, 39, 9}}), fine);
    EXPECT_EQ(learned("a", {{Kind::controller, 1, 39, 1}, {Kind::controller, 1, 7, 9}}), fine);
    fine = {MidiControl::Kind::controller, 39, 1};
    EXPECT_EQ(learned("a", {{Kind::controller, 1, 39, 1}, {Kind::controller, 2, 7, 9}}), fine);
}

// As a device sends it, through the stream of its port.
std::optional<MidiControl> learnedFrom(const std::string& target, const std::vector<uint8_t>& bytes) {
    std::vector<MidiMessage> messages;
    MidiStream().read(bytes, [&](const MidiMessage& message) { messages.push_back(message); });
    return learned(target, messages);
}

TEST(MidiLearners, KnowParametersFromTheControllersThatSetThem) {
    using Control = MidiControl::Kind;
    EXPECT_EQ(learnedFrom("vox.gain", {0xB1, 99, 2, 98, 44, 6, 64, 38, 5}),
              (MidiControl{Control::nonRegistered, 300, 2, Resolution::fine}));
    EXPECT_EQ(learnedFrom("vox.gain", {0xB0, 99, 2, 98, 44, 6, 64, 6, 65}),
              (MidiControl{Control::nonRegistered, 300, 1}));
    EXPECT_EQ(learnedFrom("vox.gain", {0xB0, 101, 0, 100, 1, 96, 0}),
              (MidiControl{Control::registered, 1, 1}));
    EXPECT_EQ(learnedFrom("play", {0xB0, 99, 0, 98, 1, 6, 0, 38, 0, 6, 127, 38, 127}),
              (MidiControl{Control::nonRegistered, 1, 1, Resolution::fine}));
    // Without a number, or with the null one, they are what they are.
    EXPECT_EQ(learnedFrom("vox.gain", {0xB0, 101, 127, 100, 127, 6, 64}),
              (MidiControl{Control::controller, 6, 1}));
    EXPECT_EQ(bindingLine({Control::nonRegistered, 300, 2, Resolution::fine}, "a"),
              "a: {nrpn: 300, channel: 2, moves: a}");
    EXPECT_EQ(bindingLine({Control::registered, 1, 1}, "a"), "a: {rpn: 1, channel: 1, bits: 7, moves: a}");
}

TEST(MidiLearners, PassOverWhatDoesNotSuit) {
    EXPECT_FALSE(learned("vox.gain", {{Kind::noteOn, 1, 60, 1},
                                      {Kind::controller, 1, 123, 0}, // all notes off
                                      {Kind::program, 1, 5, 0},
                                      {Kind::channelPressure, 1, 0, 5}}));
    EXPECT_FALSE(learned("play", {{Kind::bend, 1, 0, 1}, {Kind::noteOff, 1, 60, 0}}));
}

TEST(MidiLearners, SayWhatADocumentWouldSay) {
    EXPECT_EQ(bindingLine({MidiControl::Kind::controller, 7, 1}, "vox.gain"),
              "vox_gain: {controller: 7, channel: 1, moves: vox.gain}");
    EXPECT_EQ(bindingLine({MidiControl::Kind::note, 61, 16}, "play"),
              "play: {note: \"C#4\", channel: 16, does: play}");
    EXPECT_EQ(bindingLine({MidiControl::Kind::controller, 7, 2, Resolution::fine}, "a -> b"),
              "a_-__b: {controller: 7, channel: 2, bits: 14, moves: a -> b}");
}

struct Rebinding {
    const char *title, *before, *after;
    MidiControl control;
    const char *target, *device;
};

const std::string song = "# mine\nstemwright: 1\nsession: {length: 1 s}\ntracks:\n"
                         "  vox: {source: {sine: {}}, gain: -3 dB} # loud\n";

const MidiControl fader{MidiControl::Kind::controller, 7, 1};

TEST(LearnedBindings, AreWrittenIntoTheDocumentAndReadBack) {
    const Rebinding table[] = {
        {"the first", "",
         "midi:\n  device: nano\n  bindings:\n    vox_gain: {controller: 7, channel: 1, moves: vox.gain}\n",
         fader, "vox.gain", "nano"},
        {"another", "midi:\n  device: my one # left\n  bindings:\n    go: {note: C4, does: play} # big\n",
         "midi:\n  device: my one # left\n  bindings:\n    go: {note: C4, does: play} # big\n"
         "    vox_gain: {controller: 7, channel: 1, moves: vox.gain}\n",
         fader, "vox.gain", "nano"},
        {"the same again",
         "midi: {bindings: {f: {bend: yes, moves: vox.gain, to: 6 dB, pickup: catch}}} # tail\n",
         "midi: {bindings: {f: {controller: 7, channel: 1, moves: vox.gain, to: 6 dB, pickup: catch}}} # "
         "tail\n",
         fader, "vox.gain", ""},
        {"a name that another has", "midi: {bindings: {vox_gain: {note: C4, does: play}}}\n",
         "midi: {bindings: {vox_gain: {note: C4, does: play}, vox_gain2: {controller: 7, channel: 1, moves: "
         "vox.gain}}}\n",
         fader, "vox.gain", ""},
        {"a key for the transport",
         "midi: {bindings: {go: {note: C4, does: play}}}\n",
         "midi: {bindings: {go: {note: D4, channel: 2, does: play}}}\n",
         {MidiControl::Kind::note, 62, 2},
         "play",
         ""},
    };
    for (const Rebinding& r : table) {
        std::string before = song + r.before;
        Datum whole = readDocument(before, "mix.yaml").whole;
        std::string after = withBinding(before, "mix.yaml", whole, r.control, r.target, r.device);
        EXPECT_EQ(after, song + r.after) << r.title;
        MidiMap map = readMix(after, "mix.yaml").midi;
        EXPECT_TRUE(std::any_of(map.bindings.begin(), map.bindings.end(), [&](const MidiBinding& b) {
            return b.control == r.control;
        })) << r.title;
    }
}

TEST(LearnedBindings, OverrideThoseOfALowerLayer) {
    auto files = [&](const std::string&, std::vector<Problem>&) {
        return std::optional(song +
                             "midi: {device: nano, bindings: {f: {bend: yes, moves: vox.gain, to: 6 dB}}}\n");
    };
    const std::string upper = "stemwright: 1\nextends: song.yaml\n";
    Datum whole = readDocument(upper, "mix.yaml", files).whole;
    std::string after = withBinding(upper, "mix.yaml", whole, fader, "vox.gain", "other");
    EXPECT_EQ(after, upper + "\nmidi:\n  bindings:\n    f: {controller: 7, channel: 1, bend: null}\n");
    MidiMap map = makeMix(readDocument(after, "mix.yaml", files)).midi;
    ASSERT_EQ(map.bindings.size(), 1u);
    EXPECT_EQ(map.bindings[0].control, fader);
    EXPECT_EQ(map.bindings[0].travel.to, 6);
}

TEST(LearnedBindings, LeaveATextAloneThatIsWrong) {
    EXPECT_THROW(withBinding("midi: [", "mix.yaml", {}, fader, "vox.gain"), Error);
}

}
}
