// An included file stands where it is named, below the words beside it.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/layered.h"

namespace stemwright {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;

Document including(const std::string& body, Files fragments) {
    fragments["mix.yaml"] = "stemwright: 1\n" + body;
    return documentOf(fragments);
}

TEST(Fragments, StandInMapsBelowTheWordsBesideThem) {
    Files files{{"f.yaml", "gain: -1 dB\npan: 0.5\nsends: {plate: -9 dB}"}};
    EXPECT_EQ(said(including("master: {include: f.yaml}", files), "master"),
              "{gain: -1 dB, pan: 0.5, sends: {plate: -9 dB}}");
    for (const char* body : {"master: {include: f.yaml, gain: 0 dB, sends: {hall: 0 dB}}",
                             "master: {gain: 0 dB, sends: {hall: 0 dB}, include: f.yaml}"})
        EXPECT_EQ(said(including(body, files), "master"),
                  "{gain: 0 dB, pan: 0.5, sends: {hall: 0 dB, plate: -9 dB}}");
    EXPECT_EQ(said(including("master: {include: f.yaml, gain: {add: -1 dB}, pan: null}", files), "master"),
              "{gain: -2 dB, sends: {plate: -9 dB}}");
}

TEST(Fragments, MayHoldSections) {
    Files files{{"tracks.yaml", "a: {source: {sine: {}}}"}, {"song.yaml", "title: a\nmaster: {gain: -1 dB}"}};
    Document document =
        including("include: song.yaml\nmaster: {pan: 0}\ntracks: {include: tracks.yaml}", files);
    EXPECT_EQ(said(document, "master"), "{gain: -1 dB, pan: 0}");
    EXPECT_EQ(said(document, "title"), "a");
    EXPECT_EQ(said(document, "tracks.a.source"), "{sine: {}}");
}

TEST(Fragments, InAListLieOverEachOther) {
    Files files{{"a.yaml", "{gain: -1 dB, pan: 0.1}"}, {"b.yaml", "gain: -2 dB"}};
    EXPECT_EQ(said(including("master: {include: [a.yaml, b.yaml]}", files), "master"),
              "{gain: -2 dB, pan: 0.1}");
    EXPECT_EQ(said(including("master: {include: [b.yaml, a.yaml]}", files), "master"),
              "{gain: -1 dB, pan: 0.1}");
}

TEST(Fragments, InAListOfEntriesStandForTheirElements) {
    Files files{{"some.yaml", "- highpass: {cutoff: 30 Hz}\n- eq"}, {"one.yaml", "saturator: {}"}};
    EXPECT_EQ(
        said(including("master: {chain: [gate, {include: some.yaml}, limiter, {include: one.yaml}]}", files),
             "master.chain"),
        "[gate, {highpass: {cutoff: 30 Hz}}, eq, limiter, {saturator: {}}]");
}

TEST(Fragments, MayBeTheChainThatTheWordsBesideThemEdit) {
    Files files{{"strip.yaml", "- highpass: {cutoff: 30 Hz}\n- compressor: {ratio: 3}"}};
    EXPECT_EQ(said(including("master: {chain: {include: strip.yaml}}", files), "master.chain"),
              "[{highpass: {cutoff: 30 Hz}}, {compressor: {ratio: 3}}]");
    EXPECT_EQ(
        said(including("master: {chain: {include: strip.yaml, compressor: {ratio: 4}, air: {eq: {}, before: "
                       "compressor}}}",
                       files),
             "master.chain"),
        "[{highpass: {cutoff: 30 Hz}}, {eq: {}, id: air}, {compressor: {ratio: 4}}]");
}

TEST(Fragments, MayHoldParametersAndBands) {
    Files files{{"c.yaml", "{ratio: 3, attack: 1 ms}"},
                {"bands.yaml", "low: {freq: 60 Hz}\nhigh: {freq: 9 kHz}"}};
    EXPECT_EQ(
        said(including("master: {chain: [{compressor: {include: c.yaml, ratio: 4}}, {eq: {bands: {include: "
                       "bands.yaml, low: null}}}]}",
                       files),
             "master.chain"),
        "[{compressor: {attack: 1 ms, ratio: 4}}, {eq: {bands: {high: {freq: 9 kHz}}}}]");
}

TEST(Fragments, BelongToTheLayerThatIncludesThem) {
    Files files{{"mix.yaml", "stemwright: 1\nextends: base.yaml\nmaster: {include: f.yaml}"},
                {"base.yaml", "stemwright: 1\nmaster: {gain: -9 dB, pan: 0.5}"},
                {"f.yaml", "gain: -1 dB"}};
    Document document = documentOf(files);
    EXPECT_EQ(said(document, "master"), "{gain: -1 dB, pan: 0.5}");
    const Place& place = document.whole.find("master")->find("gain")->place;
    EXPECT_EQ(place.text(), "f.yaml:1:7");
    EXPECT_EQ(place.layer, 2);
}

TEST(Fragments, MayBeIncludedTwice) {
    Files files{{"f.yaml", "gain: -1 dB"}};
    Document document = including("master: {include: f.yaml}\nbuses: {b: {include: f.yaml}}", files);
    EXPECT_EQ(said(document, "master.gain") + said(document, "buses.b.gain"), "-1 dB-1 dB");
}

TEST(Fragments, ThatAreWrongAreToldOnce) {
    Document document =
        including("master: {include: f.yaml}\nbuses: {b: {include: f.yaml}}", {{"f.yaml", "gain: [1"}});
    EXPECT_EQ(document.problems.size(), 1u) << texts(document.problems);
}

TEST(Fragments, ThatIncludeThemselvesAreToldWhere) {
    EXPECT_THAT(texts(including("master: {include: a.yaml}", {{"a.yaml", "include: a.yaml"}}).problems),
                AllOf(HasSubstr("a.yaml:1:10: "), HasSubstr("include")));
    EXPECT_THAT(texts(including("include: a.yaml",
                                {{"a.yaml", "include: b.yaml"}, {"b.yaml", "x: {include: a.yaml}"}})
                          .problems),
                HasSubstr("b.yaml:1:14: "));
    EXPECT_THAT(texts(including("include: mix.yaml", {}).problems), HasSubstr("mix.yaml:2:10: "));
}

TEST(Fragments, AreAtMostSixteenDeep) {
    Files files;
    for (int i = 1; i <= 16; ++i)
        files[std::to_string(i) + ".yaml"] =
            i < 16 ? "include: " + std::to_string(i + 1) + ".yaml" : "gain: -1 dB";
    EXPECT_EQ(said(including("master: {include: 1.yaml}", files), "master.gain"), "-1 dB");
    files["16.yaml"] = "include: 17.yaml";
    files["17.yaml"] = "gain: -1 dB";
    EXPECT_THAT(texts(including("master: {include: 1.yaml}", files).problems), HasSubstr("16.yaml:1:10: "));
}

TEST(Fragments, DoNotExplode) {
    Files files; // each includes the next one ten times: 10^16 values
    for (int i = 1; i < 16; ++i) {
        std::string& text = files[std::to_string(i) + ".yaml"];
        for (int j = 0; j < 10; ++j)
            text += "k" + std::to_string(j) + ": {include: " + std::to_string(i + 1) + ".yaml}\n";
    }
    files["16.yaml"] = "gain: -1 dB";
    EXPECT_THAT(texts(including("about: {include: 1.yaml}", files).problems), HasSubstr("million"));
}

TEST(Fragments, CannotExtendNorBeMissingNorBeOfAnotherKind) {
    EXPECT_THAT(texts(including("include: f.yaml", {{"f.yaml", "extends: g.yaml"}}).problems),
                HasSubstr("f.yaml:1:1: "));
    EXPECT_THAT(texts(including("master: {include: f.yaml}", {}).problems), HasSubstr("mix.yaml:2:19: "));
    EXPECT_THAT(texts(including("master: {include: f.yaml, gain: 0}", {{"f.yaml", "[1]"}}).problems),
                AllOf(HasSubstr("mix.yaml:2:19: "), HasSubstr("a list")));
    EXPECT_THAT(texts(including("master: {include: {}}", {}).problems), HasSubstr("include is a map"));
    EXPECT_THAT(texts(including("master: {include: []}", {}).problems), HasSubstr("include is empty"));
}

}
}
