// A strip that is like a template takes its words as from the lowest layer.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/layered.h"

namespace stemwright {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;

const std::string voice =
    "templates: {voice: {chain: [{highpass: {cutoff: 90 Hz}}, {compressor: {ratio: 3}}], "
    "gain: -3 dB, sends: {plate: -14 dB, slap: -20 dB}}}\n";

// What `address` of a track says that is like a template and says `words` itself.
std::string track(const std::string& words, const std::string& address,
                  const std::string& templates = voice) {
    Document document = documentOf(
        {{"mix.yaml", "stemwright: 1\n" + templates + "tracks: {vox: {source: {sine: {}}, " + words + "}}"}});
    EXPECT_EQ(texts(document.warnings), "");
    EXPECT_FALSE(document.whole.find("templates"));
    return said(document, "tracks.vox" + address);
}

TEST(Templates, GiveTheirWords) {
    EXPECT_EQ(
        track("like: voice", ""),
        "{chain: [{highpass: {cutoff: 90 Hz}}, {compressor: {ratio: 3}}], gain: -3 dB, sends: {plate: -14 "
        "dB, slap: -20 dB}, source: {sine: {}}}");
}

TEST(Templates, LieBelowTheStrip) {
    EXPECT_EQ(track("like: voice, gain: 1 dB", ".gain"), "1 dB");
    EXPECT_EQ(track("like: voice, gain: {add: 1 dB}", ".gain"), "-2 dB");
    EXPECT_EQ(track("like: voice, gain: null", ".gain"), "nothing");
    EXPECT_EQ(track("like: voice, sends: {slap: null, hall: -9 dB}", ".sends"),
              "{hall: -9 dB, plate: -14 dB}");
    EXPECT_EQ(track("like: voice, chain: null", ".chain"), "nothing");
    EXPECT_EQ(track("like: voice, chain: [eq]", ".chain"), "[eq]");
    EXPECT_EQ(track("like: voice, chain: {compressor: {ratio: {add: 1}}, air: {eq: {}, before: compressor}}",
                    ".chain"),
              "[{highpass: {cutoff: 90 Hz}}, {eq: {}, id: air}, {compressor: {ratio: 4}}]");
    EXPECT_EQ(track("like: voice, chain: {highpass: null}", ".chain"), "[{compressor: {ratio: 3}}]");
}

TEST(Templates, InAListLieOverEachOther) {
    std::string two = "templates: {a: {gain: -1 dB, pan: 0.1, chain: [eq]}, b: {gain: {add: -2 dB}, chain: "
                      "{eq: {mix: 40 %}}}}\n";
    EXPECT_EQ(track("like: [a, b]", "", two),
              "{chain: [{eq: {}, mix: 40 %}], gain: -3 dB, pan: 0.1, source: {sine: {}}}");
    EXPECT_EQ(track("like: [b, a]", ".gain", two), "-1 dB");
    EXPECT_EQ(track("like: []", "", two), "{source: {sine: {}}}");
}

TEST(Templates, MayBeLikeOthers) {
    std::string nested = "templates: {lead: {like: voice, gain: {add: 1 dB}}, voice: {like: base, pan: 0.2}, "
                         "base: {gain: -5 dB}}\n";
    EXPECT_EQ(track("like: lead", "", nested), "{gain: -4 dB, pan: 0.2, source: {sine: {}}}");
    EXPECT_EQ(track("like: [lead, base]", ".gain", nested), "-5 dB");
}

TEST(Templates, ServeBusesAndTheMaster) {
    Document document =
        layered({"templates: {t: {gain: -1 dB}}", "buses: {b: {like: t}}\nmaster: {like: t, pan: 0}"});
    EXPECT_EQ(said(document, "buses.b"), "{gain: -1 dB}");
    EXPECT_EQ(said(document, "master"), "{gain: -1 dB, pan: 0}");
}

TEST(Templates, ApplyAfterLayersHaveMerged) {
    std::string base =
        voice + "tracks: {vox: {source: {sine: {}}, like: voice, chain: {compressor: {ratio: 4}}}}";
    EXPECT_EQ(said({base, "templates: {voice: {gain: -9 dB, chain: {compressor: {attack: 1 ms}}}}"},
                   "tracks.vox.gain"),
              "-9 dB");
    EXPECT_EQ(said({base, "templates: {voice: {chain: {compressor: {attack: 1 ms}}}}"},
                   "tracks.vox.chain.compressor"),
              "{compressor: {attack: 1 ms, ratio: 4}}");
    EXPECT_EQ(said({base, "tracks: {vox: {gain: {add: -1 dB}, sends: {plate: null}}}"}, "tracks.vox.gain"),
              "-4 dB");
    EXPECT_EQ(said({base, "tracks: {vox: {sends: {plate: null}}}"}, "tracks.vox.sends"), "{slap: -20 dB}");
    EXPECT_EQ(said({base, "tracks: {vox: {like: null}}"}, "tracks.vox.gain"), "nothing");
    EXPECT_EQ(said({base, "templates: {dry: {pan: 0.1}}", "tracks: {vox: {like: dry}}"}, "tracks.vox.pan"),
              "0.1");
}

TEST(Templates, LieBelowAllLayers) {
    Document document =
        layered({"tracks: {vox: {source: {sine: {}}, like: t}}", "templates: {t: {gain: -1 dB}}"});
    const Datum& vox = *document.whole.find("tracks")->find("vox");
    EXPECT_LT(vox.entry("gain")->first.place.layer, vox.entry("source")->first.place.layer);
    EXPECT_EQ(vox.find("gain")->place.text(), "mix.yaml:3:23");
}

TEST(Templates, ThatAreMissingOrGoRoundAreToldWhere) {
    auto told = [](const std::string& templates, const std::string& like) {
        return texts(
            documentOf({{"mix.yaml", "stemwright: 1\ntemplates: {" + templates +
                                         "}\ntracks: {vox: {source: {sine: {}}, like: " + like + "}}"}})
                .problems);
    };
    EXPECT_THAT(told("voice: {}", "vioce"),
                AllOf(HasSubstr("mix.yaml:3:42: "), HasSubstr("did you mean \"voice\"?")));
    EXPECT_THAT(told("a: {like: b}, b: {like: a}", "a"),
                AllOf(HasSubstr("mix.yaml:2:3"), HasSubstr("like itself")));
    EXPECT_THAT(told("a: {}", "{a: {}}"), HasSubstr("like is a map"));
    EXPECT_THAT(told("a: {}", "[a, [a]]"), HasSubstr("like holds a list"));
}

TEST(Templates, ThatALayerHasRemovedAreThereNoMore) {
    std::string track = "\ntracks: {a: {source: {sine: {}}, like: t}}";
    Document document = layered({"templates: {t: {gain: -1 dB}}" + track, "templates: {t: null}"});
    EXPECT_THAT(texts(document.problems), AllOf(HasSubstr("1.yaml:3:40: "), HasSubstr("no template \"t\"")));
    document = layered({"title: a", "templates: {t: null}"});
    EXPECT_THAT(texts(document.warnings), AllOf(HasSubstr("mix.yaml:3:13: "), HasSubstr("removes nothing")));
    EXPECT_EQ(
        said({"templates: {t: {gain: -1 dB}}" + track, "templates: {t: null}", "templates: {t: {pan: 0}}"},
             "tracks.a"),
        "{pan: 0, source: {sine: {}}}");
}

TEST(Templates, ServeStripsThatReplaceRemovedOnes) {
    EXPECT_EQ(said({"tracks: {a: {source: x.wav}}", "tracks: {a: null}",
                    "templates: {t: {gain: -1 dB}}\ntracks: {a: {source: {sine: {}}, like: t}}"},
                   "tracks.a"),
              "{gain: -1 dB, source: {sine: {}}}");
}

TEST(Templates, WithSourcesMakeTracks) {
    Document document =
        layered({"templates: {t: {source: {sine: {}}}}", "tracks: {vox: {like: t, gain: -1 dB}}"});
    EXPECT_EQ(said(document, "tracks.vox"), "{gain: -1 dB, source: {sine: {}}}");
    EXPECT_EQ(texts(document.warnings), "");
}

}
}
