// Adding nodes and wires: what addresses mean, and what is said where they mean nothing.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

using testing::HasSubstr;

Graph kit() {
    Graph g;
    g.add("kick", "noise");
    g.add("vox.comp", "compressor");
    g.add("eq", "eq", arguments({{"bands", arguments({{"mud", arguments({{"freq", "300 Hz"}})}})}}));
    g.add("m", "mixer");
    g.add("lfo", "lfo");
    g.add("meter", "meter");
    return g;
}

TEST(Address, meansAPortAChannelOrANumber) {
    Graph g = kit();
    EXPECT_EQ(g.source("kick")->vertex, 0);
    EXPECT_EQ(g.source("kick.out")->sound, 0);
    EXPECT_EQ(g.source("vox.comp[2]")->channel, 1);
    EXPECT_EQ(g.source("vox.comp.out[2]")->channel, 1);
    EXPECT_EQ(g.source("lfo")->control, 0);
    EXPECT_EQ(g.source("meter")->sound, 0);
    EXPECT_EQ(g.source("meter.rms")->control, 1);
    Source sound = *g.source("kick"), control = *g.source("lfo");
    EXPECT_EQ(g.sink("vox.comp", sound)->input, 0);
    EXPECT_EQ(g.sink("vox.comp.sidechain", sound)->input, 1);
    EXPECT_EQ(g.sink("m.in[3]", sound)->input, 2);
    EXPECT_EQ(g.sink("m", sound)->input, 0);
    EXPECT_EQ(g.vertices[2].node->numbers()[g.sink("eq.mud.freq", control)->number]->name, "mud.freq");
    EXPECT_EQ(g.vertices[1].node->numbers()[g.sink("vox.comp.ratio", control)->number]->name, "ratio");
}

TEST(Address, isNothingWhereThereIsNothing) {
    Graph g = kit();
    for (const char* text : {"", ".", "kic", "kick.", ".out", "kick.in", "kick[0]", "kick[x]", "kick[-1]",
                             "kick[1", "kick]", "kick[]", "kick[99999]"})
        EXPECT_FALSE(g.source(text)) << text;
    Source sound = *g.source("kick"), control = *g.source("lfo");
    for (const char* text :
         {"", "kick", "vox", "vox.comp.threshold", "m.in[0]", "m.in[x]", "m.inn[1]", "eq.bands"})
        EXPECT_FALSE(g.sink(text, sound)) << text;
    for (const char* text : {"", "eq.mud", "eq.mud.frequency", "vox.comp.sidechain", "kick.in"})
        EXPECT_FALSE(g.sink(text, control)) << text;
}

TEST(Address, readsBackFromWhatIsShown) {
    Graph g = kit();
    for (const char* text : {"kick", "vox.comp[2]", "lfo", "meter", "meter.rms", "meter.peak"})
        EXPECT_EQ(address(g, *g.source(text)), text);
    Source sound = *g.source("kick"), control = *g.source("lfo");
    for (const char* text : {"vox.comp", "vox.comp.sidechain", "m", "m.in[2]"})
        EXPECT_EQ(address(g, *g.sink(text, sound)), text);
    for (const char* text : {"eq.mud.freq", "vox.comp.ratio"})
        EXPECT_EQ(address(g, *g.sink(text, control)), text);
}

TEST(Graph, collectsEverythingThatIsWrong) {
    Graph g = kit();
    g.add("kick", "sine", Datum::map({}), {"m.yaml", 1, 1});
    g.add("x", "compresor", Datum::map({}), {"m.yaml", 2, 1});
    g.add("y", "gain", arguments({{"gian", "1"}}), {"m.yaml", 3, 1});
    g.add("z", "gain", Datum("loud"), {"m.yaml", 4, 1});
    g.connect("kik", "eq", {}, {"m.yaml", 5, 1});
    g.connect("kick", "eqq", {}, {"m.yaml", 6, 1});
    g.connect("lfo", "eq.mud.frq", {}, {"m.yaml", 7, 1});
    g.connect("kick", "eq", {}, {"m.yaml", 8, 1});
    g.connect("kick.out", "eq.in", {}, {"m.yaml", 9, 1});
    g.connect("kick", "m", arguments({{"depth", "1"}}), {"m.yaml", 10, 1});
    g.connect("lfo", "eq.mud.q", arguments({{"level", "1 dB"}}), {"m.yaml", 11, 1});
    g.output("mix", "nothing", {"m.yaml", 12, 1});
    std::string text = complaint(std::move(g));
    for (const char* says : {"m.yaml:1:1: \"kick\" is there already",
                             "m.yaml:2:1: there is no node \"compresor\"; did you mean \"compressor\"?",
                             "m.yaml:3:1: gain has no parameter \"gian\"; did you mean \"gain\"?",
                             "gain is given a single value",
                             "m.yaml:5:1: \"kik\" is no output of anything; did you mean \"kick\"?",
                             "m.yaml:6:1: \"eqq\" is no input of anything; did you mean \"eq\"?",
                             "m.yaml:7:1: \"eq.mud.frq\" is no number that a control signal can move",
                             "m.yaml:9:1: the wire kick.out -> eq.in is there already (m.yaml:8:1)",
                             "a wire for sound has no \"depth\"", "a wire for control has no \"level\"",
                             "m.yaml:12:1: \"nothing\" is no output of anything"})
        EXPECT_THAT(text, HasSubstr(says));
}

TEST(Graph, wiresTheTapsThatNodesAskFor) {
    Graph g;
    g.add("comp", "compressor", arguments({{"sidechain", "kick"}}));
    g.add("kick", "noise");
    g.connect("kick", "comp");
    g.output("mix", "comp");
    auto plan = compile(std::move(g));
    EXPECT_EQ(plan->graph.wires.size(), 3u);
    EXPECT_EQ(plan->graph.vertices[0].node->inputs()[1]->channels, 1);

    Graph bad;
    bad.add("comp", "compressor", arguments({{"sidechain", "kik"}}), {"m.yaml", 4, 2});
    bad.output("mix", "comp");
    EXPECT_THAT(complaint(std::move(bad)), HasSubstr("m.yaml:4:2: \"kik\" is no output of anything"));
}

TEST(Graph, namesMayStandForStrips) {
    Graph g;
    g.add("vox.in", "gain");
    g.add("vox.end", "gain", arguments({{"gain", "-6.020599913279624 dB"}}));
    g.add("hit", "impulse");
    g.connect("vox.in", "vox.end");
    g.nameSource("vox", 1);
    g.nameSink("vox", 0);
    g.connect("hit", "vox");
    g.output("mix", "vox");
    EXPECT_NEAR(render(std::move(g), 64)[0][0], 0.5, 1e-7);
}

TEST(Graph, aNameIsASeed) {
    auto noiseOf = [](const std::string& name, uint64_t seed, const std::string& before = "") {
        Graph g(Timeline{}, "", seed);
        if (!before.empty()) g.add(before, "noise");
        g.add(name, "noise");
        g.output("mix", name);
        return render(std::move(g), 64);
    };
    EXPECT_EQ(noiseOf("a", 1), noiseOf("a", 1, "b"));
    EXPECT_NE(noiseOf("a", 1), noiseOf("b", 1));
    EXPECT_NE(noiseOf("a", 1), noiseOf("a", 2));
}

TEST(Length, isTheLongestSourceWithItsTails) {
    Graph g;
    g.add("hit", "impulse", arguments({{"at", "1000 samples"}}));
    g.add("late", "probe_late", arguments({{"by", "500 samples"}}));
    g.connect("hit", "late");
    g.output("mix", "late");
    EXPECT_EQ(compile(std::move(g))->length, 1001); // in song time, so the latency does not count
    Graph endless;
    endless.add("tone", "sine");
    endless.output("mix", "tone");
    EXPECT_TRUE(std::isinf(compile(std::move(endless))->length));
    Graph told;
    told.length = 777;
    told.add("tone", "sine");
    told.output("mix", "tone");
    EXPECT_EQ(compile(std::move(told))->length, 777);
}

TEST(Plan, anEmptyGraphIsAPlanOfNothing) {
    auto plan = compile(Graph());
    EXPECT_TRUE(plan->tasks.empty());
    Engine engine(plan);
    engine.process();
    EXPECT_EQ(renderOffline(engine, {0, 100}, [](int, const float* const*, int) { FAIL(); }),
              Progress::proceed);
}

TEST(Plan, inputsThatNobodyFeedsAreSilent) {
    Graph g;
    for (const char* type : {"gain", "compressor", "mixer", "reverb", "pan", "eq"}) g.add(type, type);
    for (const char* type : {"gain", "compressor", "mixer", "reverb", "pan", "eq"}) g.output(type, type);
    for (const Channels& output : renderOutputs(compile(std::move(g)), {0, 200}))
        for (const auto& channel : output)
            for (float v : channel) ASSERT_EQ(v, 0.f);
}

}
}
