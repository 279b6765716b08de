// An override whose target is gone does nothing, and is reported with both places.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/layered.h"

namespace stemwright {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;

// One warning that holds `words` and both places; the document is what it is without the upper layer.
void expectOrphan(const std::string& below, const std::string& above, const std::string& words,
                  const std::string& place, const std::string& other) {
    Document document = layered({below, above});
    EXPECT_EQ(texts(document.problems), "") << above;
    std::string told = texts(document.warnings);
    EXPECT_THAT(told,
                AllOf(HasSubstr(place + ": "), HasSubstr(words), HasSubstr("nothing"), HasSubstr(other)));
    EXPECT_EQ(document.warnings.size(), 1u) << told;
    EXPECT_EQ(meaning(document.whole), meaning(layered({below, ""}).whole)) << above;
}

const std::string base = "tracks: {vox: {source: {sine: {}}, chain: [{id: comp, compressor: {ratio: 3}}, "
                         "{eq: {bands: {a: {freq: 1 kHz}}}}], sends: {p: 0 dB}}}";

TEST(Orphans, AreChainEditsOfWhatIsNotThere) {
    expectOrphan(base, "tracks: {vox: {chain: {duck: {ratio: 8}}}}", "\"vox.duck.ratio\"", "mix.yaml:3:24",
                 "1.yaml:2:");
    expectOrphan(base, "tracks: {vox: {chain: {duck: {}}}}", "\"duck\"", "mix.yaml:3:24", "1.yaml:2:");
    expectOrphan(base, "tracks: {vox: {chain: {duck: null}}}", "\"duck\"", "mix.yaml:3:24", "1.yaml:2:");
    expectOrphan(base, "tracks: {vox: {chain: {compressor: {ratio: 8}}}}", "did you mean \"comp\"?",
                 "mix.yaml:3:24", "1.yaml:2:");
}

TEST(Orphans, AreChainEditsOfWhatALayerBelowRemoved) {
    Document document =
        layered({base, "tracks: {vox: {chain: {comp: null}}}", "tracks: {vox: {chain: {comp: {ratio: 8}}}}"});
    EXPECT_EQ(said(document, "tracks.vox.chain"), "[{eq: {bands: {a: {freq: 1 kHz}}}}]");
    EXPECT_THAT(texts(document.warnings), AllOf(HasSubstr("mix.yaml:3:24: "), HasSubstr("2.yaml:2:24")));
    document = layered({"master: {chain: [limiter]}", "master: {chain: {limiter: null}}",
                        "master: {chain: {limiter: {ceiling: -2 dB}}}"});
    EXPECT_EQ(said(document, "master.chain"), "[]");
    EXPECT_THAT(texts(document.warnings), AllOf(HasSubstr("mix.yaml:3:18: "), HasSubstr("2.yaml:2:18")));
}

TEST(Orphans, ArePlacesBesideWhatIsNotThere) {
    for (const char* edit : {"{a: {gain: {}, before: duck}}", "{a: {gain: {}, after: duck}}"}) {
        Document document = layered({"master: {chain: [{id: comp, compressor: {}}, eq]}",
                                     "master: {chain: " + std::string(edit) + "}"});
        EXPECT_EQ(said(document, "master.chain"), "[{compressor: {}, id: comp}, eq, {gain: {}, id: a}]");
        EXPECT_THAT(texts(document.warnings),
                    AllOf(HasSubstr("mix.yaml:3:"), HasSubstr("\"duck\""), HasSubstr("1.yaml:2:17")));
    }
    Document document =
        layered({"master: {chain: [gate, eq]}", "master: {chain: {order: [eq, duck, gate]}}"});
    EXPECT_EQ(said(document, "master.chain"), "[eq, gate]");
    EXPECT_THAT(texts(document.warnings),
                AllOf(HasSubstr("mix.yaml:3:30: "), HasSubstr("\"duck\""), HasSubstr("1.yaml:2:17")));
}

TEST(Orphans, AreTracksWithoutASource) {
    expectOrphan(base, "tracks: {vix: {gain: -1 dB}}", "did you mean \"vox\"?", "mix.yaml:3:10", "1.yaml:2:");
}

TEST(Orphans, AreBareNodesGroupsAndOutputs) {
    std::string below =
        base +
        "\nnodes: {wobble: {lfo: {rate: 1 Hz}}}\ngroups: {all: {members: [vox]}}\noutputs: {mix: master}";
    expectOrphan(below, "nodes: {wabble: {rate: 2 Hz}}", "did you mean \"wobble\"?", "mix.yaml:3:9",
                 "1.yaml:3:");
    expectOrphan(below, "groups: {oll: {gain: -1 dB}}", "did you mean \"all\"?", "mix.yaml:3:10",
                 "1.yaml:4:");
    expectOrphan(below, "outputs: {max: {loudness: -14 LUFS}}", "did you mean \"mix\"?", "mix.yaml:3:11",
                 "1.yaml:5:");
}

TEST(Orphans, AreBandsWithoutTheirFrequency) {
    expectOrphan(base, "tracks: {vox: {chain: {eq: {bands: {b: {gain: -1 dB}}}}}}", "\"vox.eq.b",
                 "mix.yaml:3:37", "1.yaml:2:");
    EXPECT_EQ(said({base, "tracks: {vox: {chain: {eq: {bands: {b: {freq: 2 kHz, gain: -1 dB}}}}}}"},
                   "tracks.vox.chain.eq.bands.b.gain"),
              "-1 dB");
    EXPECT_EQ(said({base, "tracks: {vox: {chain: {eq: {bands: {a: {gain: -1 dB}}}}}}"},
                   "tracks.vox.chain.eq.bands.a"),
              "{freq: 1 kHz, gain: -1 dB}");
}

TEST(Orphans, AreNullsThatRemoveNothing) {
    for (auto [above, place] : {std::pair("tracks: {vox: {gain: null}}", "mix.yaml:3:16"),
                                {"tracks: {vix: null}", "mix.yaml:3:10"},
                                {"tracks: {vox: {sends: {q: null}}}", "mix.yaml:3:24"},
                                {"tracks: {vox: {chain: {comp: {knee: null}}}}", "mix.yaml:3:31"},
                                {"tracks: {vox: {chain: {eq: {bands: {b: null}}}}}", "mix.yaml:3:37"},
                                {"nodes: {x: null}", "mix.yaml:3:9"},
                                {"tracks: {vox: {like: null}}", "mix.yaml:3:16"},
                                {"session: {tempo: null}", "mix.yaml:3:11"}}) {
        Document document = layered({base, above});
        EXPECT_EQ(texts(document.problems), "") << above;
        EXPECT_THAT(texts(document.warnings), HasSubstr(std::string(place) + ": ")) << above;
        EXPECT_EQ(document.warnings.size(), 1u) << texts(document.warnings);
    }
}

TEST(Orphans, InADocumentOfOneFileAreForItsReader) {
    EXPECT_THROW(makeMix(documentOf({{"mix.yaml", "stemwright: 1\nmaster: {gain: null}"}})), Error);
    EXPECT_NO_THROW(makeMix(
        layered({"tracks: {vox: {source: {noise: {}}}}\nsession: {length: 1 s}", "master: {gain: null}"})));
}

TEST(Orphans, AreNotWhatReplacesOrRemoves) {
    EXPECT_EQ(
        texts(layered({base, "tracks: {vox: null, vix: {source: {noise: {}}}}\nnodes: {w: lfo}"}).warnings),
        "");
    EXPECT_EQ(
        texts(layered({base, "tracks: {vox: {chain: {comp: null, eq: {compressor: {}}}, sends: {p: null}}}"})
                  .warnings),
        "");
}

TEST(Orphans, InTemplatesAreReported) {
    Document document = layered({"templates: {t: {chain: [eq]}}\ntracks: {a: {source: {sine: {}}, like: t}}",
                                 "tracks: {a: {chain: {duck: {ratio: 3}}}}"});
    EXPECT_EQ(said(document, "tracks.a.chain"), "[eq]");
    EXPECT_THAT(texts(document.warnings), AllOf(HasSubstr("mix.yaml:3:22: "), HasSubstr("1.yaml:2:24")));
}

}
}
