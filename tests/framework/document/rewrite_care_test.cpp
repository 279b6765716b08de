// What rewriting keeps, follows and refuses.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/edits.h"
#include <gtest/gtest.h>

namespace stemwright::test {
namespace {

std::string message(const std::string& text, const Edit& edit) {
    try {
        return "no error, but " + rewritten(text, {edit}, "mix.yaml");
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(RewriteCare, LineEndsAndTheByteOrderMarkStay) {
    EXPECT_EQ(rewritten("\xEF\xBB\xBF"
                        "stemwright: 1\r\ntracks:\r\n  vox:\r\n    gain: 1 dB  # c\r\n",
                        {set({"tracks", "vox", "gain"}, "2 dB"), set({"tracks", "vox", "pan"}, "0"),
                         set({"session", "tempo"}, "90 bpm")}),
              "\xEF\xBB\xBF"
              "stemwright: 1\r\nsession:\r\n  tempo: 90 bpm\r\ntracks:\r\n  vox:\r\n"
              "    gain: 2 dB  # c\r\n    pan: 0\r\n");
    EXPECT_EQ(rewritten("a: |\r\n  One.\r\n  Two.\r\nb: 1\r\n", {set({"a"}, "x"), remove({"b"})}),
              "a: x\r\n");
}

TEST(RewriteCare, OddWaysToWriteAreFollowed) {
    Edit one = set({"a"}, "1"), other = set({"b"}, "2");
    EXPECT_EQ(rewritten("? a\n: x # c\n? b\n: y\n", {one, other}), "? a\n: 1 # c\n? b\n: 2\n");
    EXPECT_EQ(rewritten("{\"a\":x,'b':y}", {one, other}), "{\"a\":1,'b':2}");
    EXPECT_EQ(rewritten("%YAML 1.2\n--- # c\na:\tx\n...\n", {one, other}),
              "%YAML 1.2\n--- # c\na:\t1\nb: 2\n...\n");
    EXPECT_EQ(rewritten("--- {a: x} # c\n", {one, other}), "--- {a: 1, b: 2} # c\n");
    EXPECT_EQ(rewritten("a: ! x\nb: ! \"y\"\n", {one, other}), "a: ! 1\nb: ! \"2\"\n");
    EXPECT_EQ(rewritten("a: |+\n  x\n\n# c\nb: >-\n  y\n  z", {one, other}), "a: 1\n# c\nb: 2");
    EXPECT_EQ(rewritten("a: |2 # c\n   x\n  y\n # d\nb: y", {one, other}), "a: 1 # c\n # d\nb: 2");
    EXPECT_EQ(rewritten("c:\n- - x\n  - a: y\n-\n  - null\n-\na: z # e\nb:", {one, other}),
              "c:\n- - x\n  - a: y\n-\n  - null\n-\na: 1 # e\nb: 2");
    EXPECT_EQ(rewritten("c: http://x#y, 'z' [\na: {b: [\"}\", '}', x: z]} # }\n", {set({"a", "c"}, "1")}),
              "c: http://x#y, 'z' [\na: {b: [\"}\", '}', x: z], c: 1} # }\n");
}

TEST(RewriteCare, AnchorsAndAliasesAreNotChangedBehindSomebodysBack) {
    std::string text = "a: &x {b: 1}\nc: *x\nd: 1\n";
    EXPECT_EQ(message(text, set({"a", "b"}, "2")),
              "mix.yaml:1:1: this has an anchor (&), so whatever takes it by an alias would change too; "
              "write it out in place of the aliases (*) and take the anchor away");
    EXPECT_EQ(
        message(text, set({"c", "b"}, "2")),
        "mix.yaml:2:1: this stands for what an anchor (&) says; write it out in place of the alias (*)");
    EXPECT_EQ(message(text, set({"c", "e"}, "2")).substr(0, 18), "mix.yaml:2:1: this");
    EXPECT_EQ(message(text, remove({"a"})).substr(0, 18), "mix.yaml:1:1: this");
    EXPECT_EQ(rewritten(text, {set({"c"}, "2"), set({"d"}, "2")}), "a: &x {b: 1}\nc: 2\nd: 2\n");
    EXPECT_EQ(rewritten(text, {remove({"c"})}), "a: &x {b: 1}\nd: 1\n");
}

TEST(RewriteCare, WhatCannotBeDoneIsTold) {
    std::string text = "tracks:\n  vox:\n    gain: -3 dB\n    chain:\n      - compressor: {}\n";
    EXPECT_EQ(message(text, set({"tracks", "vox", "gain", "is"}, "1")),
              "mix.yaml:3:11: \"tracks.vox.gain\" is a single value and holds no \"is\"; set "
              "\"tracks.vox.gain\" itself");
    EXPECT_EQ(message(text, remove({"tracks", "vox", "gian"})),
              "mix.yaml:3:5: there is no \"tracks.vox.gian\" here; did you mean \"gain\"?");
    EXPECT_EQ(message(text, set({"tracks", "vox", "chain", "compresor", "ratio"}, "1")),
              "mix.yaml:5:7: there is no \"tracks.vox.chain.compresor\" here; did you mean \"compressor\"?");
    EXPECT_EQ(message("a: [1\n", set({"a"}, "1")).substr(0, 11), "mix.yaml:1:");
    EXPECT_EQ(message("a: 1\na: 2\n", set({"a"}, "1")),
              "mix.yaml:2:1: \"a\" is there already (mix.yaml:1:1); keep one of the two");
}

}
}
