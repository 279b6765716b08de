// How late outputs are: nothing once compensated, and who is to blame before.
// SPDX-License-Identifier: MIT
#include "framework/graph/lateness.h"
#include "tests/framework/engine/random_graph.h"
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

void addLate(Graph& g, const std::string& name, double frames, const std::string& from) {
    g.add(name, "probe_late", arguments({{"by", samples(frames)}}));
    g.connect(from, name, {}, {"m.yaml", 2, 1});
}

Graph twoPaths(double one, double other) {
    Graph g;
    g.add("hit", "impulse");
    g.add("sum", "mixer");
    addLate(g, "short", one, "hit");
    addLate(g, "long", other, "hit");
    g.connect("short", "sum");
    g.connect("long", "sum.in[2]");
    g.output("mix", "sum", {"m.yaml", 9, 4});
    return g;
}

int displaced(Graph graph) {
    auto plan = compile(std::move(graph));
    return displacement(*plan, plan->outputs[0]);
}

TEST(Displacement, isNothingOnceLatencyIsCompensated) {
    EXPECT_EQ(displaced(twoPaths(0, 0)), 0);
    EXPECT_EQ(displaced(twoPaths(10, 1000)), 0);
}

TEST(Displacement, isNothingBehindAFeedbackLoop) {
    Graph g = twoPaths(0, 200);
    g.add("echo", "delay", pureDelay(480));
    g.connect("sum", "echo");
    g.connect("echo", "sum.in[3]");
    auto plan = compile(std::move(g));
    EXPECT_EQ(displacement(*plan, plan->outputs[0]), 0);
    EXPECT_EQ(plan->outputs[0].latency, 200);
}

// Without control wires: a source cannot wait for a signal that moves it late.
TEST(Displacement, isNothingInAnyMixOfSounds) {
    for (uint32_t seed = 1; seed <= 100; ++seed) {
        RandomMix mix = randomMix(30, seed);
        std::erase_if(mix.edges, [](const RandomMix::Edge& e) { return e.options.find("depth"); });
        auto plan = compile(mix.graph());
        for (const PlannedOutput& output : plan->outputs)
            EXPECT_EQ(displacement(*plan, output), 0) << seed << " " << output.name;
    }
}

TEST(Displacement, showsWhatThePlanGetsWrong) {
    auto plan = compile(twoPaths(10, 1000));
    PlannedOutput early = plan->outputs[0], late = early;
    early.latency += 5;
    late.latency -= 7;
    EXPECT_EQ(displacement(*plan, early), -5);
    EXPECT_EQ(displacement(*plan, late), 7);
    Plan broken = *plan;
    for (Task& task : broken.tasks)
        for (PlannedInput& input : task.inputs)
            for (Feed& feed : input.feeds)
                if (feed.lag > 0) feed.lag += 3;
    EXPECT_EQ(displacement(broken, broken.outputs[0]), 3);
}

TEST(LateOutputs, areWarnedOfBeyondTwentyMilliseconds) {
    EXPECT_TRUE(lateOutputs(*compile(twoPaths(10, 960))).empty()); // 20 ms
    auto warnings = lateOutputs(*compile(twoPaths(10, 961)));
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_THAT(
        warnings[0].text(),
        testing::StartsWith("m.yaml:9:4: the output \"mix\" has a latency of 20 ms, 20 ms of it in long; "));
}

TEST(LateOutputs, nameTheNodeThatAddsMostOnTheLongestPath) {
    Graph g = twoPaths(900, 600); // 900 is most, but not on the longest path
    addLate(g, "after", 500, "long");
    g.connect("after", "sum.in[3]");
    auto warnings = lateOutputs(*compile(std::move(g)));
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_THAT(warnings[0].cause, testing::HasSubstr("a latency of 22.9 ms, 12.5 ms of it in long"));
}

}
}
