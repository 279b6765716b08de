// Where the gain of a loudness target lies.
// SPDX-License-Identifier: MIT
#include "framework/document/expand.h"
#include "framework/graph/plan.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

using testing::HasSubstr;

Mix mixOf(const std::string& master, const std::string& outputs, const std::string& more = "") {
    return readMix(
        "stemwright: 1\ntracks: {vox: {source: {noise: {}}, to: drums}}\nbuses: {drums: {chain: [limiter]}}\n"
        "master: " +
            master + "\noutputs: " + outputs + "\n" + more,
        "mix.yaml");
}

std::string siteOf(const std::string& master,
                   const std::string& output = "{from: master, loudness: -14 LUFS}") {
    return mixOf(master, "{mix: " + output + "}").targets.at(0).site;
}

std::string refusal(const std::string& outputs, const std::string& more = "") {
    try {
        mixOf("{chain: [eq, compressor]}", outputs, more);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

// What a node hears, by name, after addGains().
std::vector<std::string> heardBy(const Graph& graph, const std::string& name) {
    std::vector<std::string> names;
    for (const Wire& wire : graph.wires)
        if (graph.vertices[size_t(wire.to.vertex)].name == name) names.push_back(address(graph, wire.from));
    return names;
}

TEST(LoudnessTarget, liesBeforeTheLastLimiter) {
    EXPECT_EQ(siteOf("{chain: [limiter]}"), "before master.limiter");
    EXPECT_EQ(siteOf("{chain: [{id: one, limiter: {}}, eq, {id: two, limiter: {}}, saturator]}"),
              "before master.two");
    EXPECT_EQ(siteOf("{chain: [{id: one, limiter: {}}, {id: two, limiter: {}, bypass: yes}]}"),
              "before master.one");
    EXPECT_EQ(siteOf("{}", "{from: drums, loudness: -20 LUFS}"), "before drums.limiter");
}

TEST(LoudnessTarget, liesAtTheEndWhereNoLimiterHoldsThePeaks) {
    EXPECT_EQ(siteOf("{chain: [compressor]}"), "at the end of master");
    EXPECT_EQ(siteOf("{}"), "at the end of master"); // the limiter of drums is another strip's
    EXPECT_EQ(siteOf("{chain: [{limiter: {}, mix: 50 %}]}"), "at the end of master");
    EXPECT_EQ(siteOf("{chain: [{limiter: {}, on: mid}]}"), "at the end of master");
    EXPECT_EQ(siteOf("{chain: [{id: one, limiter: {}}, {id: two, limiter: {}, mix: 50 %}]}"),
              "before master.one");
}

TEST(LoudnessTarget, standsBetweenTheNodes) {
    Mix mix = mixOf("{chain: [eq, limiter, saturator]}", "{mix: {from: master, loudness: -14 LUFS}}",
                    "wires: {vox -> master.limiter: {level: -3 dB}}");
    addGains(mix.graph, mix.targets);
    EXPECT_THAT(heardBy(mix.graph, "master.limiter"), testing::ElementsAre("outputs.mix.loudness"));
    EXPECT_THAT(heardBy(mix.graph, "outputs.mix.loudness"),
                testing::UnorderedElementsAre("master.eq", "vox.pan"));
    EXPECT_NO_THROW(compile(std::move(mix.graph)));
}

TEST(LoudnessTarget, atTheEndIsHeardByAll) {
    Mix mix =
        mixOf("{chain: [eq]}", "{mix: {from: master, loudness: -14 LUFS}, left: 'master[1]', eq: master.eq}");
    addGains(mix.graph, mix.targets);
    EXPECT_THAT(heardBy(mix.graph, "outputs.mix"), testing::ElementsAre("outputs.mix.loudness"));
    EXPECT_THAT(heardBy(mix.graph, "outputs.left"), testing::ElementsAre("outputs.mix.loudness[1]"));
    EXPECT_THAT(heardBy(mix.graph, "outputs.eq"), testing::ElementsAre("master.eq"));
    EXPECT_THAT(heardBy(mix.graph, "outputs.mix.loudness"), testing::ElementsAre("master.gain"));
    auto plan = compile(std::move(mix.graph));
    EXPECT_EQ(plan->outputs[1].channels, 1);
}

TEST(LoudnessTarget, changesNoBitUntilItIsSet) {
    Mix with = mixOf("{chain: [limiter]}", "{mix: {from: master, loudness: -14 LUFS}}");
    addGains(with.graph, with.targets);
    const Graph::Vertex& gain = with.graph.vertices[size_t(with.graph.find("outputs.mix.loudness"))];
    EXPECT_EQ(gain.type->name, "gain");
    EXPECT_EQ(gain.node->numbers()[0]->value.constant, 0);
}

TEST(LoudnessTarget, ofATapNeedsALimiterBeforeIt) {
    EXPECT_EQ(siteOf("{chain: [limiter, eq]}", "{from: master.pre, loudness: -14 LUFS}"),
              "before master.limiter");
    EXPECT_THAT(
        refusal("{mix: {from: master.eq, loudness: -14 LUFS}}"),
        HasSubstr(
            "mix.yaml:5:34: a loudness is set before a limiter or at the end of a strip, but \"master.eq\" "
            "lies within \"master\" and has no limiter before it; write from: master"));
}

TEST(LoudnessTarget, isOneForAStrip) {
    EXPECT_THAT(
        refusal("{a: {from: master, loudness: -14 LUFS}, b: {from: master.post, loudness: -9 LUFS}}"),
        HasSubstr(
            "the loudness target of \"master\" is there already (mix.yaml:5:29); remove one of the two"));
    EXPECT_EQ(refusal("{a: {from: master, loudness: -14 LUFS}, b: {from: drums, loudness: -9 LUFS}}"), "");
}

TEST(LoudnessTarget, readsBackFromTheExpandedGraph) {
    for (const char* chain : {"[eq, limiter, saturator]", "[eq]", "[{id: x, limiter: {}, mix: 40 %}]"}) {
        Mix mix = mixOf(
            std::string("{chain: ") + chain + "}",
            "{mix: {from: master, loudness: -14.5 LUFS, ceiling: -1 dBTP}, drums: {from: drums, loudness: "
            "-20 LUFS}}");
        std::string text = expand(mix);
        EXPECT_THAT(text, HasSubstr("loudness: -14.5 LUFS, ceiling: -1 dBTP}"));
        Mix again = readMix(text, "mix.yaml");
        ASSERT_EQ(again.targets.size(), 2u);
        for (size_t t = 0; t < 2; ++t) {
            EXPECT_EQ(again.targets[t].output, mix.targets[t].output);
            EXPECT_EQ(again.targets[t].loudness, mix.targets[t].loudness);
            EXPECT_EQ(again.targets[t].ceiling, mix.targets[t].ceiling);
            EXPECT_EQ(again.targets[t].site, mix.targets[t].site);
        }
        EXPECT_EQ(expand(again), text);
    }
}

}
}
