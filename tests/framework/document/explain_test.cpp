// Every value can say who set it, where, why, and what it overrides.
// SPDX-License-Identifier: MIT
#include "framework/document/explain.h"
#include "framework/document/settings.h"
#include "tests/framework/document/layered.h"
#include <gtest/gtest.h>
#include <set>

namespace stemwright {
namespace {

const test::Files files{{"suggested.yaml",
                         "stemwright: 1\n"
                         "templates: {voice: {chain: [highpass, {compressor: {ratio: 2}}]}}\n"
                         "tracks:\n"
                         "  vox:\n"
                         "    like: voice\n"
                         "    source: {sine: {freq: 440 Hz}}\n"
                         "    chain: {compressor: {ratio: {is: 3, because: it jumps out, confidence: 0.7}}}\n"
                         "    gain: -3 dB\n"
                         "    sends: {plate: -14 dB}\n"
                         "buses: {plate: {chain: [{eq: {bands: {mud: {freq: 300 Hz, gain: -2 dB}}}}]}}\n"},
                        {"mix.yaml", "stemwright: 1\n"
                                     "extends: suggested.yaml\n"
                                     "tracks:\n"
                                     "  vox:\n"
                                     "    chain: {compressor: {ratio: 4}, highpass: null}\n"
                                     "    gain: {add: -1 dB}\n"
                                     "    sends: {plate: {tap: pre}}\n"}};

Document mix() { return test::documentOf(files); }

Explanation only(const std::string& address) {
    std::vector<Explanation> all = explain(mix(), address);
    EXPECT_EQ(all.size(), 1u) << address;
    return all.empty() ? Explanation{} : all.front();
}

TEST(Explain, TellsEveryLayerThatSpeaksTheOneThatRulesFirst) {
    Explanation ratio = only("vox.compressor.ratio");
    EXPECT_EQ(ratio.value, "4");
    ASSERT_EQ(ratio.statements.size(), 3u);
    EXPECT_EQ(ratio.statements[0].place.text(), "mix.yaml:5:33");
    EXPECT_EQ(ratio.statements[1].place.text(), "suggested.yaml:7:33");
    EXPECT_EQ(ratio.statements[1].written, "3");
    EXPECT_EQ(ratio.statements[1].because, "it jumps out");
    EXPECT_EQ(ratio.statements[1].confidence, "0.7");
    EXPECT_EQ(ratio.statements[2].from, "voice");
    EXPECT_EQ(ratio.statements[2].written, "2");
}

TEST(Explain, ShowsWhatAnAdditionComesTo) {
    Explanation gain = only("vox.gain");
    EXPECT_EQ(gain.value, "-4 dB");
    ASSERT_EQ(gain.statements.size(), 2u);
    EXPECT_EQ(gain.statements[0].written, "{add: -1 dB}");
    EXPECT_EQ(gain.statements[1].written, "-3 dB");
}

TEST(Explain, TellsWhoRemovedSomething) {
    Explanation highpass = only("vox.highpass");
    EXPECT_EQ(highpass.value, "");
    ASSERT_EQ(highpass.statements.size(), 2u);
    EXPECT_EQ(highpass.statements[0].written, "null");
    EXPECT_EQ(highpass.statements[0].place.text(), "mix.yaml:5:37");
}

TEST(Explain, PutsBandsUnderTheirEntryAndLevelsUnderTheirSend) {
    EXPECT_EQ(only("plate.eq.mud.freq").value, "300 Hz");
    std::vector<Explanation> send = explain(mix(), "vox.sends.plate");
    ASSERT_EQ(send.size(), 2u);
    EXPECT_EQ(send[0].value, "-14 dB");
    EXPECT_EQ(send[1].address, "vox.sends.plate.tap");
}

TEST(Explain, OfAStripTellsAllOfItAndNothingElse) {
    for (const Explanation& e : explain(mix(), "vox"))
        EXPECT_TRUE(e.address.starts_with("vox.")) << e.address;
    EXPECT_TRUE(explain(mix(), "vo").empty());
}

TEST(Explain, OfNothingTellsEverySettingOfTheWhole) {
    std::set<std::string> told;
    for (const Explanation& e : explain(mix(), "")) told.insert(e.address);
    for (const Setting& setting : settingsOf(mix().whole))
        EXPECT_TRUE(told.contains(setting.address)) << setting.address;
    EXPECT_GT(told.size(), 8u);
}

}
}
