// Large mixes: a hundred channels a node, ten thousand nodes, and time to compile that does not grow as the
// square. SPDX-License-Identifier: MIT
#include "tests/framework/engine/rendering.h"
#include <chrono>
#include <ctime>

namespace stemwright {
namespace {

// Processor time, which other programs on the machine do not count towards.
struct Clock {
    static std::chrono::duration<double> now() {
        return std::chrono::duration<double>(double(std::clock()) / CLOCKS_PER_SEC);
    }
};

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

double secondsToBuild(Graph (*build)(int), int size) {
    double best = 1e9;
    for (int trial = 0; trial < 3; ++trial) {
        auto before = Clock::now();
        auto plan = compile(build(size));
        Engine engine(plan);
        best = std::min(best, std::chrono::duration<double>(Clock::now() - before).count());
    }
    return best;
}

// Twice as much may take four times as long where it grows as the square; linear growth gives two.
TEST(Scale, twiceTheNodesTakeAboutTwiceAsLongToCompile) {
    struct Shape {
        const char* name;
        Graph (*build)(int);
        int size;
    };
    for (auto [name, build, size] : {Shape{"chain", chain, 10000},
                                     {"backwards", backwards, 10000},
                                     {"fan-in", fanIn, 10000},
                                     {"fan-out", fanOut, 10000},
                                     {"loops", loops, 2000},
                                     {"outputs", outputs, 10000}}) {
        // What grows with the square takes four times as long in every attempt; a busy machine only in some.
        double half = 0, whole = 1;
        for (int attempt = 0; attempt < 5 && whole >= 0.05 && whole >= 3.2 * half; ++attempt) {
            half = secondsToBuild(build, size / 2);
            whole = secondsToBuild(build, size);
        }
        EXPECT_TRUE(whole < 3.2 * half || whole < 0.05)
            << name << ": " << half << " s for " << size / 2 << ", " << whole << " s for " << size;
    }
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
    auto before = Clock::now();
    auto plan = compile(std::move(g));
    Engine engine(plan);
    EXPECT_LT(std::chrono::duration<double>(Clock::now() - before).count(), 20);
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
