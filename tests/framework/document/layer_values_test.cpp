// What one layer says about a value that another has written: it replaces, removes, adds or joins in.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/graph_text.h"
#include "tests/framework/document/layered.h"

namespace stemwright {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;

// Fader of a track over layers that write it.
std::string fader(const std::vector<std::string>& values) {
    std::vector<std::string> bodies{"tracks: {vox: {source: {sine: {}}}}"};
    for (const std::string& value : values)
        bodies.push_back(value.empty() ? "" : "tracks: {vox: {gain: " + value + "}}");
    return said(bodies, "tracks.vox.gain");
}

TEST(LayerValues, AreAtomsThatReplaceEachOther) {
    std::string points = "{points: [[0 s, -3 dB], [1 s, 0 dB]], shape: smooth}";
    EXPECT_EQ(fader({"{is: -1 dB, because: it is}", "-2 dB"}), "-2 dB");
    EXPECT_EQ(fader({"{is: -1 dB, because: it is}", "{is: -2 dB}"}), "{is: -2 dB}");
    EXPECT_EQ(fader({points, "{points: [[0 s, 1 dB]]}"}), "{points: [[0 s, 1 dB]]}");
    EXPECT_EQ(fader({points, "-2 dB"}), "-2 dB");
    EXPECT_EQ(fader({"-2 dB", points}), "{points: [[0 s, -3 dB], [1 s, 0 dB]], shape: smooth}");
    EXPECT_EQ(
        said({"session: {tempo: [[1|1, 90 bpm]]}", "session: {tempo: [[2|1, 80 bpm]]}"}, "session.tempo"),
        "[[2|1, 80 bpm]]");
    EXPECT_EQ(
        said({"tracks: {a: {source: {sine: {}}, to: [x, y]}}", "tracks: {a: {to: [z]}}"}, "tracks.a.to"),
        "[z]");
}

TEST(LayerValues, AreRemovedByNull) {
    EXPECT_EQ(fader({"-2 dB", "null"}), "nothing");
    EXPECT_EQ(fader({"-2 dB", "null", "-4 dB"}), "-4 dB");
    std::string strips =
        "tracks: {a: {source: {sine: {}}, sends: {p: -1 dB, q: -2 dB}}, b: {source: {noise: {}}}}";
    EXPECT_EQ(said({strips, "tracks: {b: null}"}, "tracks.b"), "nothing");
    EXPECT_EQ(said({strips, "tracks: {a: {sends: {p: null}}}"}, "tracks.a.sends"), "{q: -2 dB}");
    EXPECT_EQ(said({strips, "tracks: {a: {sends: null}}"}, "tracks.a"), "{source: {sine: {}}}");
    EXPECT_EQ(said({strips, "tracks: {a: null}", "tracks: {a: {source: x.wav}}"}, "tracks.a"),
              "{source: x.wav}");
    EXPECT_EQ(said({"master: {chain: [{eq: {bands: {a: {freq: 1 kHz}, b: {freq: 2 kHz}}}}]}",
                    "master: {chain: {eq: {bands: {a: null}}}}"},
                   "master.chain.eq.bands"),
              "{b: {freq: 2 kHz}}");
}

TEST(LayerValues, AreNotRemovedByEmptySections) {
    std::string body = "tracks: {a: {source: {sine: {}}}}\nmaster: {gain: -1 dB}\nnodes: {l: lfo}";
    for (const char* section : {"tracks", "master", "nodes"})
        EXPECT_NE(said({body, std::string(section) + ":\n"}, section), "nothing") << section;
    EXPECT_EQ(said({body, "tracks:\n", "tracks: {a: {gain: -1 dB}}"}, "tracks.a.gain"), "-1 dB");
}

TEST(LayerValues, AddExactlyInDecimal) {
    EXPECT_EQ(fader({"-3.1 dB", "{add: 0.2 dB}"}), "-2.9 dB");
    EXPECT_EQ(fader({"-3.1 dB", "{add: 0.2 dB}", "{add: 0.2 dB}"}), "-2.7 dB");
    EXPECT_EQ(fader({"-3.1 dB", "{add: 0.1}", "{add: -0.1 dB}"}), "-3.1 dB");
    EXPECT_EQ(fader({"-inf dB", "{add: 6 dB}"}), "-inf dB");
}

TEST(LayerValues, AddToWhatGivesReasonsAndToAutomation) {
    EXPECT_EQ(fader({"{is: -3 dB, because: a, confidence: 0.5}", "{add: -1 dB, because: b}"}),
              "{because: b, is: -4 dB}");
    EXPECT_EQ(fader({"{points: [[0 s, -3 dB], [17|1, 0 dB, hold]], shape: smooth}", "{add: -1.5 dB}"}),
              "{points: [[0 s, -4.5 dB], [17|1, -1.5 dB, hold]], shape: smooth}");
    EXPECT_EQ(fader({"{add: 1 dB}", "{points: [[0 s, -3 dB]]}"}), "{points: [[0 s, -3 dB]]}");
    EXPECT_EQ(fader({"{points: [[0 s, -3 dB]]}", "{add: 1 dB}", "{add: 1 dB}"}), "{points: [[0 s, -1 dB]]}");
}

TEST(LayerValues, AddToTheDefaultWhereNobodyBelowWroteOne) {
    EXPECT_EQ(fader({"{add: 1 dB}"}), "{add: 1 dB}");
    EXPECT_EQ(fader({"{add: 1 dB}", "{add: 0.5 dB}"}), "{add: 1.5 dB}");
    EXPECT_EQ(fader({"-3 dB", "null", "{add: 1 dB}"}), "{add: 1 dB}");
    Mix mix =
        makeMix(layered({"tracks: {vox: {source: {sine: {}}, chain: [compressor]}}",
                         "tracks: {vox: {chain: {compressor: {ratio: {add: 1}}}, gain: {add: 2 dB}}}"}));
    double ratio = 0;
    auto compressor = Registry::instance().find("compressor")->describe();
    for (const Number* number : compressor->numbers())
        if (number->name == "ratio") ratio = number->limits.init;
    EXPECT_EQ(numberOf(mix.graph, "vox.compressor", "ratio").value.constant, ratio + 1);
    EXPECT_EQ(numberOf(mix.graph, "vox.gain", "gain").value.constant, 2);
}

TEST(LayerValues, AddToALevelOfZeroWhereNobodyBelowWroteTheSend) {
    Mix mix = makeMix(layered({"tracks: {a: {source: {sine: {}}}}\nbuses: {p: {}}\nsession: {length: 1 s}",
                               "tracks: {a: {sends: {p: {add: -2 dB}}}}"}));
    EXPECT_THAT(wiresOf(mix.graph), testing::Contains("a.pan -> p.in -2 dB"));
}

TEST(LayerValues, AddToLevelsBandsAndWires) {
    std::string base =
        "tracks: {a: {source: {sine: {}}, sends: {p: -10 dB}, chain: [{eq: {bands: {x: {freq: 1 "
        "kHz}}}}]}}\nwires: {a -> p: {level: -3 dB}}";
    EXPECT_EQ(said({base, "tracks: {a: {sends: {p: {add: -1 dB}}}}"}, "tracks.a.sends.p"), "{level: -11 dB}");
    EXPECT_EQ(said({base, "tracks: {a: {sends: {p: {level: {add: -1 dB}, tap: pre}}}}"}, "tracks.a.sends.p"),
              "{level: -11 dB, tap: pre}");
    EXPECT_EQ(said({base, "tracks: {a: {chain: {eq: {bands: {x: {freq: {add: 50 Hz}}}}}}}"},
                   "tracks.a.chain.eq.bands.x.freq"),
              "1050 Hz");
    EXPECT_EQ(said({base, "wires: {a -> p: {level: {add: 0.5 dB}}}"}, "wires.a -> p.level"), "-2.5 dB");
}

TEST(LayerValues, ThatCannotBeAddedAreToldWithBothPlaces) {
    for (const char* value : {"1/8", "17|3", "yes", "[1, 2]"}) {
        Document document =
            layered({"master: {gain: " + std::string(value) + "}", "master: {gain: {add: 1 dB}}"});
        EXPECT_THAT(texts(document.problems), AllOf(HasSubstr("mix.yaml:3:"), HasSubstr("1.yaml:2:16")))
            << value;
    }
}

TEST(LayerValues, InShortFormMergeWithTheLongOne) {
    std::string sends = "tracks: {a: {source: {sine: {}}, sends: {p: ";
    EXPECT_EQ(said({sends + "{level: -3 dB, tap: pre}}}}", "tracks: {a: {sends: {p: -10 dB}}}"},
                   "tracks.a.sends.p"),
              "{level: -10 dB, tap: pre}");
    EXPECT_EQ(said({sends + "-3 dB}}}", "tracks: {a: {sends: {p: {tap: pre}}}}"}, "tracks.a.sends.p"),
              "{level: -3 dB, tap: pre}");
    EXPECT_EQ(said({"buses: {b: {from: {a: {level: -3 dB, tap: in}}}}", "buses: {b: {from: {a: 0 dB}}}"},
                   "buses.b.from.a"),
              "{level: 0 dB, tap: in}");
    EXPECT_EQ(said({"buses: {b: {from: [a, c]}}", "buses: {b: {from: {a: 0 dB}}}"}, "buses.b.from"),
              "{a: {level: 0 dB}, c: {}}");
    EXPECT_EQ(said({"tracks: {a: {source: {file: x.wav, start: 1 s}}}", "tracks: {a: {source: y.wav}}"},
                   "tracks.a.source"),
              "{file: y.wav, start: 1 s}");
    EXPECT_EQ(
        said({"tracks: {a: {source: x.wav}}", "tracks: {a: {source: {start: 1 s}}}"}, "tracks.a.source"),
        "{file: x.wav, start: 1 s}");
    EXPECT_EQ(said({"outputs: {mix: master}", "outputs: {mix: {loudness: -14 LUFS}}"}, "outputs.mix"),
              "{from: master, loudness: -14 LUFS}");
    EXPECT_EQ(said({"nodes: {w: lfo}", "nodes: {w: {rate: 2 Hz}}"}, "nodes.w"), "{lfo: {rate: 2 Hz}}");
    EXPECT_EQ(said({"nodes: {w: {lfo: {rate: 2 Hz}}}", "nodes: {w: lfo}"}, "nodes.w"), "{lfo: {rate: 2 Hz}}");
}

TEST(LayerValues, OfAnotherTypeReplaceAllOfIt) {
    EXPECT_EQ(said({"nodes: {w: {lfo: {rate: 2 Hz}}}", "nodes: {w: {noise: {color: pink}}}"}, "nodes.w"),
              "{noise: {color: pink}}");
    EXPECT_EQ(said({"tracks: {a: {source: {file: x.wav, start: 1 s}}}", "tracks: {a: {source: {sine: {}}}}"},
                   "tracks.a.source"),
              "{sine: {}}");
    EXPECT_EQ(said({"tracks: {a: {source: {sine: {freq: 1 kHz}}}}", "tracks: {a: {source: x.wav}}"},
                   "tracks.a.source"),
              "{file: x.wav}");
    EXPECT_EQ(
        said({"tracks: {a: {source: [x.wav, y.wav]}}", "tracks: {a: {source: z.wav}}"}, "tracks.a.source"),
        "{file: z.wav}");
}

TEST(LayerValues, OfExpectationsAreWholeLimits) {
    EXPECT_EQ(
        said({"expect: {loudness: {is: -14 LUFS, within: 0.5 LU}}", "expect: {loudness: {max: -10 LUFS}}"},
             "expect.loudness"),
        "{max: -10 LUFS}");
    EXPECT_EQ(said({"expect: {mix: {loudness: {is: -14 LUFS}}}", "expect: {mix: {range: {max: 9 LU}}}"},
                   "expect.mix"),
              "{loudness: {is: -14 LUFS}, range: {max: 9 LU}}");
}

}
}
