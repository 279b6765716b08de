// What two documents say differently: the value, its address and the line that set it.
// SPDX-License-Identifier: MIT
#include "framework/document/difference.h"
#include "framework/document/flatten.h"
#include "tests/framework/document/graph_text.h"
#include "tests/framework/document/layered.h"
#include "tests/framework/document/random_mix.h"

namespace stemwright {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string song = "session: {length: 1 s, tempo: 96 bpm}\n"
                         "tracks:\n"
                         "  kick: {source: {noise: {}}, to: drums}\n"
                         "  vox:\n"
                         "    source: {sine: {freq: 440 Hz}}\n"
                         "    chain:\n"
                         "      - highpass: {cutoff: 90 Hz}\n"
                         "      - {id: duck, compressor: {ratio: 4, sidechain: kick}}\n"
                         "      - eq: {bands: {mud: {freq: 250 Hz, gain: -3 dB}}}\n"
                         "    sends: {plate: -14 dB}\n"
                         "buses:\n"
                         "  drums: {}\n"
                         "  plate: {chain: [{reverb: {decay: 1.8 s}}]}\n"
                         "groups: {band: {members: [kick, vox]}}\n"
                         "nodes: {wobble: {lfo: {rate: 2 Hz}}}\n"
                         "wires: {wobble -> vox.pan: {depth: 0.2}}\n";

Version versionOf(const std::vector<std::string>& layers) {
    Document document = test::layered(layers);
    return {document, makeMix(document)};
}

std::string text(const Said& said) {
    return (said.value.empty() ? "nothing" : said.value) +
           (said.place.line ? " (" + said.place.file + ":" + std::to_string(said.place.line) + ")" : "");
}

std::vector<std::string> told(const Version& before, const Version& after) {
    static const char* const kinds[] = {"", "+ ", "- ", "^ "};
    std::vector<std::string> lines;
    for (const Difference& c : differences(before, after))
        lines.push_back(kinds[int(c.kind)] + c.address + ": " + text(c.before) + " -> " + text(c.after));
    return lines;
}

// 1.yaml is the song, from line 2 on; mix.yaml is what lies over it, from line 3 on.
std::vector<std::string> changedBy(const std::string& layer) {
    return told(versionOf({song, ""}), versionOf({song, layer}));
}

TEST(Difference, OfAValueIsAttributedToTheLayerAndLineThatRules) {
    EXPECT_THAT(changedBy("tracks: {vox: {chain: {duck: {ratio: 6}}}}\n"),
                ElementsAre("vox.duck.ratio: 4 (1.yaml:9) -> 6 (mix.yaml:3)"));
    EXPECT_THAT(changedBy("buses:\n  plate:\n    chain: {reverb: {decay: {add: 0.2 s}}}\n"),
                ElementsAre("plate.reverb.decay: 1.8 s (1.yaml:14) -> 2 s (mix.yaml:5)"));
    EXPECT_THAT(changedBy("tracks: {vox: {chain: {eq: {bands: {mud: {freq: 300 Hz}}}}}}\n"),
                ElementsAre("vox.eq.mud.freq: 250 Hz (1.yaml:10) -> 300 Hz (mix.yaml:3)"));
    EXPECT_THAT(changedBy("session: {tempo: 100 bpm}\n"),
                ElementsAre("session.tempo: 96 bpm (1.yaml:2) -> 100 bpm (mix.yaml:3)"));
    EXPECT_THAT(changedBy("wires: {wobble -> vox.pan: {depth: 0.3}}\n"),
                ElementsAre("wobble -> vox.pan: 0.2 (1.yaml:17) -> 0.3 (mix.yaml:3)"));
}

TEST(Difference, TellsTheDefaultWhereNobodyWroteAValue) {
    EXPECT_THAT(changedBy("tracks: {vox: {gain: -3 dB}}\n"),
                ElementsAre("vox.gain: 0 dB -> -3 dB (mix.yaml:3)"));
    EXPECT_THAT(changedBy("tracks: {vox: {gain: {add: -3 dB}}}\n"),
                ElementsAre("vox.gain: 0 dB -> -3 dB (mix.yaml:3)"));
    EXPECT_THAT(changedBy("tracks: {vox: {mute: yes, chain: {duck: {bypass: yes}}}}\n"),
                ElementsAre("vox.duck.bypass: no -> yes (mix.yaml:3)", "vox.mute: no -> yes (mix.yaml:3)"));
    EXPECT_THAT(changedBy("tracks: {vox: {to: drums}}\n"),
                ElementsAre("vox.to: master -> drums (mix.yaml:3)"));
    EXPECT_THAT(changedBy("tracks: {vox: {sends: {plate: null}}, kick: {to: null}}\n"),
                ElementsAre("kick.to: drums (1.yaml:4) -> master (mix.yaml:3)",
                            "- vox.sends.plate: -14 dB (1.yaml:11) -> nothing (mix.yaml:3)"));
}

TEST(Difference, IsNoneBetweenTwoWaysToSayTheSame) {
    for (const char* same :
         {"tracks: {vox: {gain: 0 dB}}\n", "tracks: {vox: {gain: 0, mute: no, to: master, solo: no}}\n",
          "tracks: {vox: {chain: {highpass: {cutoff: 0.09 kHz}, duck: {ratio: 4.0, attack: 10 ms}}}}\n",
          "tracks: {vox: {sends: {plate: -14}}}\n", "session: {length: 1000 ms, tempo: 96}\n",
          "tracks: {vox: {chain: {duck: {ratio: {is: 4, because: so}}}, because: the lead}}\n",
          "tracks: {vox: {chain: {highpass: {highpass: {}}}}}\n", "groups: {band: {mute: no}}\n"})
        EXPECT_THAT(changedBy(same), IsEmpty()) << same;
}

TEST(Difference, OfNodesAndEntriesNamesThemWithTheirValues) {
    EXPECT_THAT(changedBy("tracks: {vox: {chain: {highpass: null, warm: {saturator: {drive: 3 dB}}}}}\n"),
                ElementsAre("- vox.highpass: highpass (1.yaml:8) -> nothing (mix.yaml:3)",
                            "- vox.highpass.cutoff: 90 Hz (1.yaml:8) -> nothing (mix.yaml:3)",
                            "+ vox.warm: nothing -> saturator (mix.yaml:3)",
                            "+ vox.warm.drive: nothing -> 3 dB (mix.yaml:3)"));
    EXPECT_THAT(changedBy("tracks: {vox: {chain: {duck: {gate: {}}}}}\n"),
                ElementsAre("vox.duck: compressor (1.yaml:9) -> gate (mix.yaml:3)",
                            "- vox.duck.ratio: 4 (1.yaml:9) -> nothing",
                            "- vox.duck.sidechain: kick (1.yaml:9) -> nothing"));
    EXPECT_THAT(changedBy("nodes: {echo: delay}\nwires: {vox -> echo: {level: -9 dB}, echo -> master: {}}\n"),
                ElementsAre("+ echo: nothing -> delay (mix.yaml:3)",
                            "+ vox -> echo: nothing -> -9 dB (mix.yaml:4)",
                            "+ echo -> master: nothing -> 0 dB (mix.yaml:4)"));
    EXPECT_THAT(changedBy("nodes: {wobble: null}\nwires: {wobble -> vox.pan: null}\n"),
                ElementsAre("- wobble: lfo (1.yaml:16) -> nothing (mix.yaml:3)",
                            "- wobble.rate: 2 Hz (1.yaml:16) -> nothing (mix.yaml:3)",
                            "- wobble -> vox.pan: 0.2 (1.yaml:17) -> nothing (mix.yaml:4)"));
}

TEST(Difference, OfStripsNamesThem) {
    EXPECT_THAT(changedBy("tracks: {hat: {source: {noise: {}}}}\nbuses: {hall: {}}\n"),
                ElementsAre("+ hat: nothing -> track (mix.yaml:3)",
                            "+ hat.source: nothing -> noise (mix.yaml:3)",
                            "+ hall: nothing -> bus (mix.yaml:4)"));
    EXPECT_THAT(
        changedBy("groups: {band: null}\ntracks: {kick: null, vox: {chain: {duck: {sidechain: null}}}}\n"),
        ElementsAre("- kick: track (1.yaml:4) -> nothing (mix.yaml:4)",
                    "- kick.source: noise (1.yaml:4) -> nothing (mix.yaml:4)",
                    "- kick.to: drums (1.yaml:4) -> nothing (mix.yaml:4)",
                    "- vox.duck.sidechain: kick (1.yaml:9) -> nothing (mix.yaml:4)",
                    "- band: group (1.yaml:15) -> nothing (mix.yaml:3)",
                    "- band.members: [kick, vox] (1.yaml:15) -> nothing (mix.yaml:3)"));
}

TEST(Difference, OfAWireIsToldWhereverEitherIsWritten) {
    EXPECT_THAT(changedBy("wires: {vox -> plate: {level: -20 dB}}\n"),
                ElementsAre("- vox.sends.plate: -14 dB (1.yaml:11) -> nothing (mix.yaml:3)",
                            "+ vox -> plate: nothing -> -20 dB (mix.yaml:3)"));
    EXPECT_THAT(changedBy("wires:\n  vox -> master: null\n"),
                ElementsAre("vox.to: master -> none (mix.yaml:4)"));
}

TEST(Difference, OfAPlainWireIsItsLevelOrDepth) {
    const std::string wires =
        "nodes: {echo: delay, slow: lfo}\nwires: {vox -> echo: {}, echo -> master: {}, ";
    EXPECT_THAT(told(versionOf({song, wires + "slow -> vox.pan: {}}\n"}),
                     versionOf({song, wires + "slow -> vox.pan: {depth: 0.1}}\n"})),
                ElementsAre("slow -> vox.pan: 1 (mix.yaml:4) -> 0.1 (mix.yaml:4)"));
    EXPECT_THAT(told(versionOf({song, "tracks: {vox: {sends: {drums: {}}}}\n"}),
                     versionOf({song, "tracks: {vox: {sends: {drums: 0 dB}}}\n"})),
                IsEmpty());
}

TEST(Difference, OfTheOrderNamesTheEntriesThatMoved) {
    EXPECT_THAT(changedBy("tracks: {vox: {chain: {eq: {before: duck}}}}\n"),
                ElementsAre("^ vox.eq: after duck (1.yaml:10) -> after highpass (mix.yaml:3)"));
    EXPECT_THAT(changedBy("tracks: {vox: {chain: {duck: {after: eq}}}}\n"),
                ElementsAre("^ vox.eq: after duck (1.yaml:10) -> after highpass (mix.yaml:3)"));
    EXPECT_THAT(changedBy("tracks: {vox: {chain: {order: [eq, duck, highpass]}}}\n"),
                ElementsAre("^ vox.eq: after duck (1.yaml:10) -> first (mix.yaml:3)",
                            "^ vox.duck: after highpass (1.yaml:9) -> after eq (mix.yaml:3)"));
    EXPECT_THAT(changedBy("tracks: {vox: {chain: {gate: {gate: {}, before: highpass}}}}\n"),
                ElementsAre("+ vox.gate: nothing -> gate (mix.yaml:3)"));
}

TEST(Difference, OfTemplatesIsWhatTheyComeTo) {
    const std::string like = "templates: {voice: {gain: -3 dB}}\ntracks: {vox: {like: voice}}\n";
    EXPECT_THAT(told(versionOf({song, "tracks: {vox: {gain: -3 dB}}\n"}), versionOf({song, like})),
                IsEmpty());
    EXPECT_THAT(changedBy(like), ElementsAre("vox.gain: 0 dB -> -3 dB (mix.yaml:3)"));
}

TEST(Difference, OfFilesIsWhereTheyLie) {
    auto at = [](const std::string& path, const std::string& source) {
        Document document =
            readDocument("stemwright: 1\ntracks: {a: {source: {loop: yes, file: " + source + "}}}\n", path);
        Version version;
        version.document = document;
        version.mix.graph.folder = path.substr(0, path.find('/'));
        version.mix.graph.add("a.source", "file", *document.whole.find("tracks")->find("a")->find("source"),
                              {path});
        return version;
    };
    EXPECT_THAT(told(at("one/mix.yaml", "x.wav"), at("two/mix.yaml", "../one/x.wav")), IsEmpty());
    EXPECT_THAT(told(at("one/mix.yaml", "x.wav"), at("two/mix.yaml", "x.wav")),
                ElementsAre("a.source.file: x.wav (one/mix.yaml:2) -> ../two/x.wav (two/mix.yaml:2)"));
}

std::vector<std::string> linesOf(const Graph& graph) {
    std::vector<std::string> lines = nodesOf(graph);
    for (const std::string& wire : wiresOf(graph)) lines.push_back(wire);
    return lines;
}

TEST(Difference, IsNoneOnlyBetweenMixesOfTheSameGraph) {
    int compared = 0, same = 0;
    for (unsigned seed = 0; seed < 400; ++seed) try {
            std::vector<std::string> layers = test::RandomMix(seed).layers();
            Version before = versionOf({layers[0], layers[1]}), after = versionOf(layers);
            bool none = differences(before, after).empty();
            EXPECT_TRUE(!none || linesOf(before.mix.graph) == linesOf(after.mix.graph)) << seed;
            ++compared, same += none;
        } catch (const Error&) { // it does not load
        }
    EXPECT_GT(compared, 200);
    EXPECT_GT(same, 2);
}

TEST(Difference, OfAMixAndItsFlatSelfIsNone) {
    int compared = 0;
    for (unsigned seed = 0; seed < 200; ++seed) try {
            Version layered = versionOf(test::RandomMix(seed).layers());
            std::string text = flattened(layered.document);
            Document flat = readDocument(text, "flat.yaml");
            EXPECT_THAT(told(layered, {flat, makeMix(flat)}), IsEmpty()) << seed << "\n" << text;
            ++compared;
        } catch (const Error&) { // it does not load
        }
    EXPECT_GT(compared, 100);
}

}
}
