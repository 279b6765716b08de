// Large mixes: a hundred channels a node, a hundred thousand nodes.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

Graph chain(int nodes) {
    Graph g;
    g.add("n0", "impulse", arguments({{"every", "1 samples"}}));
    for (int i = 1; i < nodes; ++i) {
        g.add("n" + std::to_string(i), "gain");
        g.connect("n" + std::to_string(i - 1), "n" + std::to_string(i));
    }
    g.output("mix", "n" + std::to_string(nodes - 1));
    return g;
}

// As a chain, but written from its end to its beginning.
Graph backwards(int nodes) {
    Graph g;
    for (int i = nodes - 1; i > 0; --i) g.add("n" + std::to_string(i), "gain");
    g.add("n0", "noise");
    g.add("wide", "pan");
    g.connect("n0", "wide");
    for (int i = nodes - 1; i > 0; --i)
        g.connect(i == 1 ? "wide" : "n" + std::to_string(i - 1), "n" + std::to_string(i));
    g.output("mix", "n" + std::to_string(nodes - 1));
    return g;
}

Graph fanIn(int wires) {
    Graph g;
    g.add("sum", "gain");
    for (int i = 0; i < wires; ++i) {
        g.add("n" + std::to_string(i), "impulse", arguments({{"level", "-40 dB"}}));
        g.connect("n" + std::to_string(i), "sum");
    }
    g.output("mix", "sum");
    return g;
}

Graph fanOut(int wires) {
    Graph g;
    g.add("in", "impulse");
    for (int i = 0; i < wires; ++i) {
        g.add("n" + std::to_string(i), "gain");
        g.connect("in", "n" + std::to_string(i));
    }
    g.output("mix", "n0");
    return g;
}

Graph loops(int count) {
    Graph g;
    g.add("in", "impulse");
    g.add("sum", "gain");
    g.connect("in", "sum");
    for (int i = 0; i < count; ++i) {
        std::string d = "d" + std::to_string(i);
        g.add(d, "delay", arguments({{"time", "2 ms"}}));
        g.connect("sum", d);
        g.connect(d, "sum", arguments({{"level", "-100 dB"}}));
    }
    g.output("mix", "sum");
    return g;
}

Graph outputs(int count) {
    Graph g;
    g.add("in", "impulse");
    for (int i = 0; i < count; ++i) g.output("o" + std::to_string(i), "in");
    return g;
}

// What grew with the square would run into the time that a test has.
TEST(Scale, aHundredThousandNodesCompileInEveryShape) {
    for (auto build : {chain, backwards, fanIn, fanOut, outputs}) Engine engine(compile(build(100000)));
    Engine engine(compile(loops(20000)));
}

TEST(Scale, tenThousandNodesRender) {
    auto x = renderOutputs(compile(chain(10000)), {0, 256})[0];
    EXPECT_EQ(x, Channels{std::vector<float>(256, 1.f)});
    Channels sum = renderOutputs(compile(fanIn(10000)), {0, 64})[0];
    EXPECT_NEAR(sum[0][0], 100, 1e-3);
}

TEST(Scale, aLongChainNeedsLittleMemoryForSound) {
    EXPECT_LE(compile(chain(10000))->rowCount(), 8);
    EXPECT_LE(compile(fanOut(1000))->rowCount(), 2 * 1000 + 8);
}

TEST(Scale, aThousandNodesOfAHundredChannelsRun) {
    Graph g;
    g.add("in", "impulse", arguments({{"every", "1 samples"}}));
    std::vector<Datum> rows;
    for (int c = 0; c < 100; ++c)
        rows.push_back(Datum::sequence({Datum(formatQuantity(0.01 * (c + 1), Unit::none))}));
    g.add("n0", "matrix", arguments({{"rows", Datum::sequence(std::move(rows))}}));
    g.connect("in", "n0");
    for (int i = 1; i < 1000; ++i) {
        g.add("n" + std::to_string(i), i % 10 ? "gain" : "eq");
        g.connect("n" + std::to_string(i - 1), "n" + std::to_string(i));
    }
    g.output("mix", "n999");
    auto plan = compile(std::move(g));
    Engine engine(plan);
    engine.process();
    ASSERT_EQ(plan->outputs[0].channels, 100);
    for (int c = 0; c < 100; ++c) ASSERT_EQ(engine.output(0, c)[5], float(0.01 * (c + 1)));
}

TEST(Scale, theWidestPortHasAsManyChannelsAsAreAllowed) {
    Graph g;
    g.add("in", "impulse", arguments({{"every", "1 samples"}}));
    g.add("wide", "matrix",
          arguments(
              {{"rows", Datum::sequence(std::vector<Datum>(mostChannels, Datum::sequence({Datum("1")})))}}));
    g.add("sum", "gain");
    g.connect("in", "wide");
    g.connect("wide", "sum");
    g.connect("wide[128]", "sum");
    g.output("mix", "sum");
    Channels x = render(std::move(g), 64);
    ASSERT_EQ(int(x.size()), mostChannels);
    EXPECT_EQ(x[0][0], 2.f);
    EXPECT_EQ(x[127][63], 1.f);
}

}
}
