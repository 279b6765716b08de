// What rewriting does to the text of a document, case by case.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/edits.h"
#include <gtest/gtest.h>

namespace stemwright::test {
namespace {

TEST(Rewrite, AScalarIsReplacedAndItsCommentStaysInItsColumn) {
    std::string text = "tracks:\n  vox:\n    gain: -3 dB     # in front\n    pan: 0\n";
    EXPECT_EQ(rewritten(text, {set({"tracks", "vox", "gain"}, "-12.5 dB")}),
              "tracks:\n  vox:\n    gain: -12.5 dB  # in front\n    pan: 0\n");
    EXPECT_EQ(rewritten(text, {set({"tracks", "vox", "gain"}, "0 dB")}),
              "tracks:\n  vox:\n    gain: 0 dB      # in front\n    pan: 0\n");
    EXPECT_EQ(rewritten(text, {set({"tracks", "vox", "gain"}, "-123456789.25 dB")}),
              "tracks:\n  vox:\n    gain: -123456789.25 dB  # in front\n    pan: 0\n");
}

TEST(Rewrite, QuotesStayAsTheyAreAndComeWhereTheyAreNeeded) {
    EXPECT_EQ(rewritten("a: 'x'  # c\nb: \"y\"\nc: z\n", {set({"a"}, "it's"), set({"b"}, "-3 dB")}),
              "a: 'it''s'  # c\nb: \"-3 dB\"\nc: z\n");
    EXPECT_EQ(rewritten("a: x\nb: {c: d}\n", {set({"a"}, "y, z"), set({"b", "c"}, "y, z")}),
              "a: y, z\nb: {c: \"y, z\"}\n");
    EXPECT_EQ(rewritten("a: x\n", {set({"a"}, "y # z")}), "a: \"y # z\"\n");
    EXPECT_EQ(rewritten("a: x\n", {set({"a"}, "")}), "a: \"\"\n");
    EXPECT_EQ(rewritten("a: x\n", {set({"a"}, "null")}), "a: \"null\"\n");
    EXPECT_EQ(rewritten("a: x\n", {set({"a"}, Datum())}), "a: null\n");
    EXPECT_EQ(rewritten("a: null # c\n", {set({"a"}, "x")}), "a: x    # c\n");
}

TEST(Rewrite, BracesTakeAnotherKeyInTheirStyle) {
    EXPECT_EQ(rewritten("a: {b: 1}   # c\n", {set({"a", "d"}, "2")}), "a: {b: 1, d: 2}  # c\n");
    EXPECT_EQ(rewritten("a: { b: 1 }\n", {set({"a", "d"}, "2")}), "a: { b: 1, d: 2 }\n");
    EXPECT_EQ(rewritten("a: {}\n", {set({"a", "d", "e"}, "2")}), "a:\n  d: {e: 2}\n"); // a section
    EXPECT_EQ(rewritten("x: {a: { }}\n", {set({"x", "a", "d"}, "2")}), "x: {a: { d: 2 }}\n");
    EXPECT_EQ(rewritten("x: {a: {b: 1,}}\n", {set({"x", "a", "d"}, "2")}), "x: {a: {b: 1, d: 2,}}\n");
    EXPECT_EQ(rewritten("x: [a: 1]\n", {set({"x", "a", "mix"}, "2")}), "x: [{a: 1, mix: 2}]\n");
    EXPECT_EQ(rewritten("x: {a}\n", {set({"x", "a"}, "2")}), "x: {a: 2}\n");
    EXPECT_EQ(rewritten("x: {a: , b: 1}\n", {set({"x", "a"}, "2")}), "x: {a: 2 , b: 1}\n");
}

TEST(Rewrite, BracesOverSeveralLinesTakeAnotherLine) {
    std::string text = "a: {\n  b: 1,  # one\n  c: 2   # two\n}\n";
    EXPECT_EQ(rewritten(text, {set({"a", "d"}, "3")}), "a: {\n  b: 1,  # one\n  c: 2,  # two\n  d: 3\n}\n");
    EXPECT_EQ(rewritten(text, {remove({"a", "c"})}), "a: {\n  b: 1   # one\n}\n");
    EXPECT_EQ(rewritten(text, {remove({"a", "b"})}), "a: {\n  c: 2   # two\n}\n");
    EXPECT_EQ(rewritten("a: {b: 1,  # one\n    c: 2}\n", {set({"a", "d"}, "3"), remove({"a", "b"})}),
              "a: {       # one\n    c: 2, d: 3}\n");
    EXPECT_EQ(rewritten("a: {  # none\n}\n", {set({"a", "d"}, "3")}), "a: {  # none\nd: 3}\n");
}

TEST(Rewrite, ABlockTakesAnotherLineBehindItsCommentsAndBeforeThoseOfOthers) {
    EXPECT_EQ(rewritten("tracks:\n"
                        "    kick:\n"
                        "        gain: 1 dB  # low\n"
                        "        # and so on\n"
                        "    # the voice\n"
                        "    vox:\n"
                        "        gain: 2 dB\n",
                        {set({"tracks", "kick", "pan"}, "0.5"), set({"tracks", "vox", "eq", "bands"}, "x")}),
              "tracks:\n"
              "    kick:\n"
              "        gain: 1 dB  # low\n"
              "        # and so on\n"
              "        pan: 0.5\n"
              "    # the voice\n"
              "    vox:\n"
              "        gain: 2 dB\n"
              "        eq: {bands: x}\n");
}

TEST(Rewrite, WhatIsMissingIsMadeWhereItBelongs) {
    std::string text =
        "# mine\nstemwright: 1\nextends: low.yaml\n\nmaster:\n  gain: 0 dB   # all\n\n# ends\n";
    std::string vox = rewritten(text, {set({"tracks", "vox", "gain"}, "-3 dB")});
    EXPECT_EQ(vox, "# mine\nstemwright: 1\nextends: low.yaml\n\ntracks:\n  vox:\n    gain: -3 dB\n\n"
                   "master:\n  gain: 0 dB   # all\n\n# ends\n");
    std::string more = rewritten(vox, {set({"tracks", "vox", "chain", "compressor", "ratio"}, "4"),
                                       set({"expect", "loudness"}, Datum::map({{"is", "-14 LUFS"}})),
                                       set({"tracks", "kick", "pan"}, "0")});
    EXPECT_EQ(more, "# mine\nstemwright: 1\nextends: low.yaml\n\ntracks:\n  vox:\n    gain: -3 dB\n"
                    "    chain: {compressor: {ratio: 4}}\n\n  kick:\n    pan: 0\n\n"
                    "master:\n  gain: 0 dB   # all\n\nexpect:\n  loudness: {is: -14 LUFS}\n\n# ends\n");
    EXPECT_EQ(rewritten("stemwright: 1", {set({"session", "tempo"}, "96 bpm")}),
              "stemwright: 1\n\nsession:\n  tempo: 96 bpm");
    EXPECT_EQ(rewritten("stemwright: 1\ntracks:\n", {set({"tracks", "vox", "gain"}, "1 dB")}),
              "stemwright: 1\ntracks:\n  vox:\n    gain: 1 dB\n");
    EXPECT_EQ(
        rewritten("tracks:\n  vox:  # the voice\n  kick: {gain: 1}\n", {set({"tracks", "vox", "pan"}, "0")}),
        "tracks:\n  vox:  # the voice\n    pan: 0\n  kick: {gain: 1}\n");
}

TEST(Rewrite, EntriesOfAChainAreFoundByTheirNames) {
    std::string text = "chain:\n"
                       "- highpass: {cutoff: 30 Hz}   # rumble\n"
                       "- {id: duck, compressor: {ratio: 6}}\n"
                       "- compressor:\n"
                       "    ratio: 3\n"
                       "- saturator  # warm\n";
    EXPECT_EQ(
        rewritten(text,
                  {set({"chain", "duck", "ratio"}, "8"), set({"chain", "duck", "bypass"}, "yes"),
                   set({"chain", "compressor", "ratio"}, "2"), set({"chain", "compressor", "mix"}, "50 %"),
                   set({"chain", "compressor", "attack"}, "2 ms"),
                   set({"chain", "saturator", "drive"}, "3 dB"), set({"chain", "highpass", "slope"}, "12"),
                   set({"chain", "limiter"}, Datum::map({{"limiter", Datum::map({})}}))}),
        "chain:\n"
        "- highpass: {cutoff: 30 Hz, slope: 12}  # rumble\n"
        "- {id: duck, compressor: {ratio: 8}, bypass: yes}\n"
        "- compressor:\n"
        "    ratio: 2\n"
        "    attack: 2 ms\n"
        "  mix: 50 %\n"
        "- saturator: {drive: 3 dB}  # warm\n"
        "- limiter: {}\n");
    EXPECT_EQ(rewritten(text, {remove({"chain", "duck"}), remove({"chain", "saturator"}),
                               remove({"chain", "compressor", "ratio"}), remove({"chain", "highpass"})}),
              "chain:\n- compressor: {}\n");
    EXPECT_EQ(rewritten("chain: [a, {id: b, c: {}}]\n", {remove({"chain", "a"})}),
              "chain: [{id: b, c: {}}]\n");
    EXPECT_EQ(rewritten("chain:\n  - id: b   # name\n    c: {}\n", {remove({"chain", "b", "id"})}),
              "chain:\n  - c: {}\n");
}

TEST(Rewrite, ReasonsAreFoundBesideTheTypeAndAmongTheParameters) {
    std::string text = "chain: [{gate: {because: x}}, {eq: {}, because: y}]\n";
    EXPECT_EQ(rewritten(text, {set({"chain", "gate", "because"}, "z"), set({"chain", "eq", "because"}, "z"),
                               set({"chain", "gate", "bypass"}, "yes")}),
              "chain: [{gate: {because: z}, bypass: yes}, {eq: {}, because: z}]\n");
}

TEST(Rewrite, WhatIsEmptyGoesWhereThatMeansTheSame) {
    std::string text = "stemwright: 1\n\ntracks:\n  vox:   # voice\n    sends: {plate: -3 dB}\n    gain: 1 "
                       "dB\n\nmaster: {}\n";
    EXPECT_EQ(rewritten(text, {remove({"tracks", "vox", "sends", "plate"})}),
              "stemwright: 1\n\ntracks:\n  vox:   # voice\n    gain: 1 dB\n\nmaster: {}\n");
    EXPECT_EQ(rewritten(text, {remove({"tracks", "vox", "sends"}), remove({"tracks", "vox", "gain"})}),
              "stemwright: 1\n\ntracks:\n  vox: {}  # voice\n\nmaster: {}\n");
    EXPECT_EQ(rewritten(text, {remove({"tracks", "vox"})}), "stemwright: 1\n\nmaster: {}\n");
    EXPECT_EQ(rewritten("a: {b: 1}\n", {remove({"a"})}), "{}\n");
    EXPECT_EQ(rewritten("chain:\n  - a\n", {remove({"chain", "a"})}), "chain: []\n");
}

TEST(Rewrite, BlocksAndLinesTakeEachOthersPlace) {
    Datum points = Datum::map({});
    for (int i = 0; i < 9; ++i) points.entries.push_back({{"word" + std::to_string(i), {}}, "something"});
    std::string block = "tracks:\n  vox:\n    gain:        # ride\n";
    for (int i = 0; i < 9; ++i) block += "      word" + std::to_string(i) + ": something\n";
    block += "    pan: 0\n";
    std::string line = "tracks:\n  vox:\n    gain: -3 dB  # ride\n    pan: 0\n";
    EXPECT_EQ(rewritten(line, {set({"tracks", "vox", "gain"}, points)}), block);
    EXPECT_EQ(rewritten(block, {set({"tracks", "vox", "gain"}, "-3 dB")}), line);
    EXPECT_EQ(rewritten(block, {set({"tracks", "vox", "gain"}, points)}), block);
    EXPECT_EQ(rewritten("about: |  # long\n  One.\n\n  Two.\n\nb: 1\n", {set({"about"}, "x")}),
              "about: x  # long\n\nb: 1\n");
    EXPECT_EQ(rewritten("about: >\n  One\n  two.\nb: 1\n", {set({"about"}, "x\ny\n")}),
              "about: |\n  x\n  y\nb: 1\n");
    EXPECT_EQ(rewritten("about: \"One\n  two\"  # c\nb: 1\n", {set({"about"}, "x")}),
              "about: \"x\"  # c\nb: 1\n");
    EXPECT_EQ(rewritten("about: One\n  two\n\n  three # c\nb: 1\n", {set({"about"}, "x")}),
              "about: x # c\nb: 1\n");
    EXPECT_EQ(rewritten("about:\n  # why\n  One\nb: 1\n", {set({"about"}, "x")}),
              "about:\n  # why\n  x\nb: 1\n");
}

}
}
