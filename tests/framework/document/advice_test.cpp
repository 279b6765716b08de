// What a mix is warned of.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/graph_text.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> warned(const std::string& text, const Selection& selection = {}) {
    std::vector<std::string> told;
    for (const Problem& warning : readMix("stemwright: 1\n" + text, "mix.yaml", selection).warnings)
        told.push_back(warning.text());
    return told;
}

std::string vox(const std::string& words) { return "tracks:\n  vox: {source: {noise: {}}, " + words + "}\n"; }

TEST(Advice, IsSilentAboutAnOrdinaryMix) {
    EXPECT_THAT(warned(vox("gain: 12 dB, sends: {plate: -14 dB}") +
                       "  kick: {source: {noise: {}}, to: drums}\n"
                       "buses: {plate: {}, drums: {}}\ngroups: {all: {members: [kick, drums], gain: 6 dB}}"),
                IsEmpty());
}

TEST(Advice, TellsOfAFaderFarUp) {
    EXPECT_THAT(
        warned(vox("gain: 12.5 dB")),
        ElementsAre("mix.yaml:3:30: the fader of \"vox\" goes up to 12.5 dB, over 12 dB; turn it down, or "
                    "raise trim before the chain"));
    EXPECT_THAT(warned(vox("gain: {points: [[0, 0 dB], [1 s, 13 dB], [2 s, -3 dB]]}")),
                ElementsAre(testing::HasSubstr("goes up to 13 dB")));
    EXPECT_THAT(warned(vox("gain: {points: [[0, 13 dB, hold], [1 s, 0 dB]]}")),
                ElementsAre(testing::HasSubstr("goes up to 13 dB")));
}

TEST(Advice, CountsTheGroupsOfAFader) {
    std::string groups = "groups: {a: {members: [b], gain: 4 dB}, b: {members: [vox], gain: 5 dB}}";
    EXPECT_THAT(warned(vox("gain: 6 dB") + groups),
                ElementsAre(testing::HasSubstr("the fader of \"vox\" with its groups goes up to 15 dB")));
    EXPECT_THAT(warned(vox("gain: 3 dB") + groups), IsEmpty());
    // where one is up the other is down
    EXPECT_THAT(warned(vox("gain: {points: [[0, 10 dB, hold], [1 s, 0 dB]]}") +
                       "groups: {a: {members: [vox], gain: {points: [[0, 0 dB, hold], [1 s, 10 dB]]}}}"),
                IsEmpty());
}

TEST(Advice, TellsOfABusThatGoesNowhere) {
    EXPECT_THAT(
        warned(vox("to: drums") + "buses: {drums: {to: none}}"),
        ElementsAre("mix.yaml:3:34: \"vox\" goes to \"drums\", which goes nowhere; write to: master in "
                    "\"drums\""));
    EXPECT_THAT(
        warned(vox("sends: {plate: -14 dB}") + "buses: {plate: {to: none}}"),
        ElementsAre("mix.yaml:3:38: the send of \"vox\" to \"plate\" is not heard: \"plate\" goes nowhere; "
                    "write to: master in \"plate\", or take it out"));
    EXPECT_THAT(
        warned(vox("to: drums") + "buses: {drums: {to: none}}\noutputs: {mix: master, drums: drums.pre}"),
        IsEmpty());
}

TEST(Advice, TellsOfATrackThatGoesNowhere) {
    EXPECT_THAT(
        warned(vox("to: none")),
        ElementsAre("mix.yaml:3:3: the track \"vox\" goes nowhere: nobody hears it; write to: master, or "
                    "take it out"));
    EXPECT_THAT(
        warned(vox("to: none") + "  bass: {source: {noise: {}}, chain: [{compressor: {sidechain: vox}}]}\n"),
        IsEmpty());
    EXPECT_THAT(warned(vox("to: none") + "outputs: {stem: vox}"), IsEmpty());
    EXPECT_THAT(warned(vox("") + "wires: {vox -> master: null}"),
                ElementsAre(testing::HasSubstr("the track \"vox\" goes nowhere")));
}

TEST(Advice, TellsOfABusThatHearsNothing) {
    EXPECT_THAT(
        warned(vox("") + "buses:\n  drums: {}\n"),
        ElementsAre("mix.yaml:5:3: nothing goes into the bus \"drums\"; write to: drums in a track, or take "
                    "it out"));
    EXPECT_THAT(warned(vox("") + "buses: {drums: {}}\nwires: {vox.pre -> drums: {}}"), IsEmpty());
}

TEST(Advice, DoesNotMindTracksThatAreLeftOut) {
    std::string mix = vox("to: drums") + "  kick: {source: {noise: {}}}\nbuses: {drums: {}}";
    EXPECT_THAT(warned(mix, {.only = {"kick"}, .without = {}}), IsEmpty());
    EXPECT_THAT(warned(mix, {.only = {}, .without = {"vox"}}), IsEmpty());
}

}
}
