// What address patterns mean, against the rules of OSC 1.0, an independent matcher, and the worst of
// patterns.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_pattern.h"
#include <fnmatch.h>
#include <gtest/gtest.h>
#include <random>

namespace stemwright {
namespace {

TEST(OscPattern, meansWhatTheSpecificationSays) {
    const std::tuple<const char*, const char*, bool> cases[] = {
        {"/vox/gain", "/vox/gain", true},
        {"/vox/gain", "/vox/gains", false},
        {"/vox/gain", "/vox", false},
        {"/vox", "/vox/gain", false},
        {"/vox/", "/vox", false},
        {"/vo?/gain", "/vox/gain", true},
        {"/vo?/gain", "/vo/gain", false},
        {"/vox?gain", "/vox/gain", false}, // no wild card means a slash
        {"/*", "/vox", true},
        {"/*", "/vox/gain", false},
        {"/*/gain", "/vox/gain", true},
        {"/*", "/", true},
        {"/v*x", "/vx", true},
        {"/v*x*", "/vaxbx", true},
        {"/vox/*/*/freq", "/vox/eq/mud/freq", true},
        {"/tom[1-3]/gain", "/tom2/gain", true},
        {"/tom[1-3]/gain", "/tom4/gain", false},
        {"/tom[!1-3]/gain", "/tom4/gain", true},
        {"/tom[!1-3]/gain", "/tom/gain", false},
        {"/[a!]", "/!", true}, // a ! that comes later is one of them
        {"/[a-]", "/-", true}, // and so is a - at the end
        {"/[a-c][xz]", "/bz", true},
        {"/[a-c][xz]", "/by", false},
        {"/vox/{gain,pan}", "/vox/pan", true},
        {"/vox/{gain,pan}", "/vox/mute", false},
        {"/{v,vo}x", "/vox", true}, // the first word that fits is not the only one
        {"/{a,ab}{bc,c}d", "/abcd", true},
        {"/{,lead-}vox", "/vox", true},
        {"/*{ox,ax}", "/voxax", true},
        {"/vox/[gain", "/vox/g", false},
        {"/vox/{gain", "/vox/gain", false},
    };
    for (const auto& [pattern, address, meant] : cases)
        EXPECT_EQ(matchesOsc(pattern, address), meant) << pattern << " " << address;
}

// For these, the shell's patterns have the same meaning.
TEST(OscPattern, agreesWithTheShellsPatterns) {
    std::mt19937 random(1);
    const std::string pieces[] = {"a", "b", "?", "*", "[ab]", "[!a]", "/"};
    int matches = 0;
    for (int trial = 0; trial < 200000; ++trial) {
        std::string pattern = "/", address = "/";
        for (size_t n = random() % 7; n > 0; --n) pattern += pieces[random() % 7];
        for (size_t n = random() % 7; n > 0; --n) address += pieces[random() % 8 < 1 ? 6 : random() % 2];
        bool expected = fnmatch(pattern.c_str(), address.c_str(), FNM_PATHNAME | FNM_NOESCAPE) == 0;
        ASSERT_EQ(matchesOsc(pattern, address), expected) << pattern << " " << address;
        matches += expected;
    }
    EXPECT_GT(matches, 5000);
}

// With a matcher that goes back and tries again these would outlast the universe.
TEST(OscPattern, isDecidedWithoutGoingBack) {
    std::string stars = "/", words = "/";
    for (int i = 0; i < 60; ++i) stars += "*a", words += "{a,aa,aaa}";
    EXPECT_FALSE(matchesOsc(stars + "b", "/" + std::string(100, 'a')));
    EXPECT_FALSE(matchesOsc(words + "b", "/" + std::string(100, 'a')));
    EXPECT_TRUE(matchesOsc(words, "/" + std::string(100, 'a')));
}

TEST(OscAddress, isThatOfTheDocumentWithSlashes) {
    EXPECT_EQ(oscAddress("vox.eq.mud.freq"), "/vox/eq/mud/freq");
    EXPECT_EQ(nameOfOsc("/vox/eq/mud/freq"), "vox.eq.mud.freq");
    EXPECT_TRUE(isOscPattern("/vox/*"));
    EXPECT_FALSE(isOscPattern("/lead-vox_2/gain"));
}

}
}
