// The console form stands for the nodes and wires that document.md says.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/graph_text.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

// A document of tracks that make their own sound.
std::vector<std::string> wires(const std::string& text, const Selection& selection = {}) {
    return wiresOf(readMix("stemwright: 1\n" + text, "mix.yaml", selection).graph);
}

const std::string sine = "{sine: {freq: 440 Hz}}";

TEST(Strip, RunsFromSourceToPostInOrder) {
    EXPECT_THAT(wires("tracks: {vox: {pan: 0.5, gain: -3 dB, polarity: invert, trim: 2 dB, source: " + sine +
                      ", chain: [compressor, {id: duck, compressor: {}}]}}"),
                ElementsAre("master.gain -> outputs.mix", "master.in -> master.gain",
                            "vox.compressor -> vox.duck", "vox.duck -> vox.gain", "vox.gain -> vox.pan",
                            "vox.pan -> master.in", "vox.polarity -> vox.compressor",
                            "vox.source -> vox.trim", "vox.trim -> vox.polarity"));
}

TEST(Strip, OfABusHasAMixerAndNoPanUnlessAskedFor) {
    EXPECT_THAT(wires("buses: {a: {}, b: {pan: -1, chain: [limiter]}}"),
                ElementsAre("a.gain -> master.in", "a.in -> a.gain", "b.gain -> b.pan", "b.in -> b.limiter",
                            "b.limiter -> b.gain", "b.pan -> master.in", "master.gain -> outputs.mix",
                            "master.in -> master.gain"));
}

TEST(Strip, HasNoPanInMono) {
    Mix mix =
        readMix("stemwright: 1\nsession: {layout: mono}\ntracks: {vox: {source: " + sine + "}}", "mix.yaml");
    EXPECT_EQ(mix.graph.find("vox.pan"), -1);
    EXPECT_THAT(wiresOf(mix.graph), Contains("vox.gain -> master.in"));
    const Node& mixer = *mix.graph.vertices[size_t(mix.graph.find("master.in"))].node;
    EXPECT_EQ(mixer.parameters()[0]->asWritten(), "1");
}

TEST(Strip, ThatIsMutedHasItsFaderAtSilence) {
    Graph graph =
        readMix("stemwright: 1\ntracks: {vox: {source: " + sine + ", gain: -3 dB, mute: yes}}", "m").graph;
    EXPECT_EQ(numberOf(graph, "vox.gain", "gain").value.constant, -unbounded);
}

TEST(Strip, TakesASourceOfSeveralClips) {
    std::string message =
        complaints("stemwright: 1\ntracks: {vox: {source: [a.wav, {file: b.wav, start: 2 s}]}}");
    EXPECT_THAT(message, testing::HasSubstr("mix.yaml:2:25: "));
    EXPECT_THAT(message, testing::HasSubstr("mix.yaml:2:39: ")); // both are missing, each at its own place
}

TEST(Routing, GoesToTheMasterUnlessToldOtherwise) {
    std::vector<std::string> all =
        wires("tracks:\n  a: {source: " + sine + "}\n  b: {source: " + sine + ", to: drums}\n  c: {source: " +
              sine + ", to: none}\n  d: {source: " + sine + ", to: [drums, master]}\nbuses: {drums: {}}");
    EXPECT_THAT(all, IsSupersetOf({"a.pan -> master.in", "b.pan -> drums.in", "d.pan -> drums.in",
                                   "d.pan -> master.in", "drums.gain -> master.in"}));
    EXPECT_THAT(all, Not(Contains("b.pan -> master.in")));
    EXPECT_THAT(all, Not(Contains(testing::StartsWith("c.pan"))));
}

TEST(Routing, SendsPostUnlessATapIsNamed) {
    EXPECT_THAT(
        wires("tracks:\n  vox:\n    source: " + sine +
              "\n    chain: [compressor, limiter]\n    sends: {a: -14 dB, b: {level: -20 dB, tap: pre}, "
              "c: {tap: compressor}, d: {level: -1 dB, tap: in}, e: {tap: post}}\n"
              "buses: {a: {}, b: {}, c: {}, d: {}, e: {}}"),
        IsSupersetOf({"vox.pan -> a.in -14 dB", "vox.limiter -> b.in -20 dB", "vox.compressor -> c.in",
                      "vox.source -> d.in -1 dB", "vox.pan -> e.in"}));
}

TEST(Routing, TakesFromOtherStripsByNameListOrMap) {
    EXPECT_THAT(wires("tracks: {vox: {source: " + sine +
                      "}}\nbuses:\n  a: {from: vox, to: none}\n"
                      "  b: {from: [vox, a], to: none}\n  c: {from: {a: -6 dB, vox: {level: -3 dB, tap: "
                      "pre}}, to: none}"),
                IsSupersetOf({"vox.pan -> a.in", "vox.pan -> b.in", "a.gain -> b.in", "a.gain -> c.in -6 dB",
                              "vox.source -> c.in -3 dB"}));
}

TEST(Routing, LevelsMayMove) {
    EXPECT_THAT(
        wires("tracks: {vox: {source: " + sine +
              ", sends: {a: {points: [[0, 0 dB], [1 s, -6 dB]]}}}}\n"
              "buses: {a: {}}"),
        Contains("vox.pan -> a.in {points: [[0 samples, 0 dB, linear], [48000 samples, -6 dB, linear]]}"));
}

TEST(Routing, LetsBusesFeedEachOther) {
    EXPECT_THAT(wires("buses: {a: {sends: {b: -6 dB}}, b: {sends: {a: -6 dB}}}"),
                IsSupersetOf({"a.gain -> b.in -6 dB", "b.gain -> a.in -6 dB"}));
}

TEST(Key, ListensBeforeTheFader) {
    std::string tracks = "tracks:\n  bass:\n    source: " + sine +
                         "\n    chain: [{compressor: {sidechain: kick}}]\n" + "  kick:\n    source: " + sine +
                         "\n    chain: [limiter]\n";
    EXPECT_THAT(wires(tracks), Contains("kick.limiter -> bass.compressor.sidechain"));
}

TEST(Key, ListensToTheTapOrNodeThatIsNamed) {
    std::string front = "tracks:\n  kick: {source: " + sine +
                        ", chain: [limiter]}\n  bass:\n    source: " + sine +
                        "\n    chain: [{compressor: {sidechain: ";
    EXPECT_THAT(wires(front + "kick.post}}]"), Contains("kick.pan -> bass.compressor.sidechain"));
    EXPECT_THAT(wires(front + "kick.in}}]"), Contains("kick.source -> bass.compressor.sidechain"));
    EXPECT_THAT(wires(front + "kick.limiter}}]"), Contains("kick.limiter -> bass.compressor.sidechain"));
    EXPECT_THAT(wires(front + "tone}}]\nnodes: {tone: sine}"), Contains("tone -> bass.compressor.sidechain"));
    EXPECT_THAT(wires(front + "drums}}]\nbuses: {drums: {chain: [limiter]}}"),
                Contains("drums.limiter -> bass.compressor.sidechain"));
}

TEST(Key, IsTheSameAsAWireToItsPort) {
    std::string front = "tracks:\n  kick: {source: " + sine +
                        ", chain: [limiter]}\n  bass:\n    source: " + sine + "\n    chain: [{compressor: ";
    EXPECT_EQ(wires(front + "{}}]\nwires: {kick -> bass.compressor.sidechain: {}}"),
              wires(front + "{sidechain: kick}}]"));
    EXPECT_THAT(wires(front + "{sidechain: \"kick[1]\"}}]"),
                Contains("kick.limiter[1] -> bass.compressor.sidechain"));
    EXPECT_THAT(wires(front + "{}}]\nwires: {kick.post -> bass.compressor.sidechain: {level: -3 dB}}"),
                Contains("kick.pan -> bass.compressor.sidechain -3 dB"));
}

TEST(Patch, MovesParametersOfStrips) {
    EXPECT_THAT(wires("tracks: {vox: {source: " + sine +
                      ", chain: [{eq: {bands: {mud: {freq: 300 Hz}}}}]}}\n"
                      "nodes: {wobble: {lfo: {rate: 2 Hz}}}\n"
                      "wires: {wobble -> vox.pan: {depth: 0.2}, wobble -> vox.eq.mud.freq: {depth: 0.5}}"),
                IsSupersetOf({"wobble -> vox.pan.pan 0.2", "wobble -> vox.eq.mud.freq 0.5"}));
}

TEST(Patch, PicksChannelsAndPorts) {
    EXPECT_THAT(wires("nodes: {t: sine, m: mixer, c: compressor}\n"
                      "wires:\n  t[1] -> m.in[2]: {}\n  m -> c: {level: -3 dB}\n  t -> c.sidechain: "
                      "{}\noutputs: {mix: c}"),
                ElementsAre("c -> outputs.mix", "m -> c -3 dB", "t -> c.sidechain", "t[1] -> m.in[2]"));
}

TEST(Selection, KeepsOtherTracksOnlyAsKeys) {
    std::string text = "tracks:\n  bass: {source: " + sine +
                       ", chain: [{compressor: {sidechain: kick}}]}\n  kick: {source: " + sine +
                       ", sends: {plate: {tap: pre}}}\n  vox: {source: " + sine +
                       "}\nbuses: {plate: {from: {vox: -3 dB}}}\nwires: {vox.pre -> plate: {}}";
    std::vector<std::string> only = wires(text, {.only = {"bass"}, .without = {}});
    EXPECT_THAT(only, IsSupersetOf({"bass.pan -> master.in", "kick.source -> bass.compressor.sidechain"}));
    EXPECT_THAT(only, Not(Contains(testing::MatchesRegex("(kick|vox)[.].* -> (master|plate).*"))));
    EXPECT_EQ(wires(text, {.only = {}, .without = {"kick", "vox"}}), only);
}

TEST(Selection, HearsSoloTracksAndSaysSo) {
    std::string text =
        "stemwright: 1\ntracks: {a: {source: " + sine + ", solo: yes}, b: {source: " + sine + "}}";
    Mix mix = readMix(text, "mix.yaml");
    EXPECT_THAT(wiresOf(mix.graph), Not(Contains("b.pan -> master.in")));
    ASSERT_EQ(mix.warnings.size(), 1u);
    EXPECT_EQ(mix.warnings[0].text(), "only a can be heard, by solo in the document; take solo out");
}

TEST(Selection, OfAnUnknownTrackIsAnError) {
    EXPECT_EQ(
        complaints("stemwright: 1\ntracks: {vox: {source: " + sine + "}}", {.only = {"vax"}, .without = {}}),
        "there is no track \"vax\"; did you mean \"vox\"?");
}

}
}
