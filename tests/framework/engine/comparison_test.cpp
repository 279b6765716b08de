// Two engines in lock step, and the first value in which they differ.
// SPDX-License-Identifier: MIT
#include "framework/engine/way.h"
#include "tests/framework/engine/random_graph.h"
#include <set>

namespace stemwright {
namespace {

/// Passes its input on, but for one frame and channel, where it adds a little: always, or only where
/// instances share a batch, which no node may know of.
struct Slip : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "the signal"};
    AudioOut copy{this, "copy", "the signal again, right"};
    Fixed at{this, "at", "in which frame it slips", {-1, -1, 1e9, Unit::samples}};
    Fixed channel{this, "channel", "in which channel, counted from 0", {0, 0, 100}};
    Choice when{this, "when", "when it slips", {"always", "in_lanes"}};

    template <class Lanes> struct Kernel {
        Lanes now{}; // instances with something to remember run side by side
        void process(const Slip& node, const Signals<Lanes>& signals, auto) {
            bool slips = node.when.is("always") || lanesOf<Lanes> > 1;
            for (int i = 0; i < signals.frames; ++i, now += 1.f)
                for (int c = 0; c < node.in.channels; ++c) {
                    Lanes x = signals.in(node.in, c)[i];
                    bool here = slips && lane(now, 0) == float(node.at()) && c == int(node.channel());
                    signals.out(node.out, c)[i] = here ? x + 0x1p-20f : x;
                    signals.out(node.copy, c)[i] = x;
                }
        }
    };
};
const Register<Slip> slip{"probe_slip", "Slips once."};

constexpr int length = 64 * 40;

Datum slipping(double frame, int channel = 0, const char* when = "always") {
    return arguments({{"at", samples(frame)}, {"channel", std::to_string(channel)}, {"when", when}});
}

// noise -> first -> second -> gain
Graph chain(double first, double second, int channel = 0) {
    Graph g;
    g.add("noise", "noise");
    g.add("wide", "pan");
    g.connect("noise", "wide");
    g.add("first", "probe_slip", slipping(first, channel));
    g.connect("wide", "first");
    g.add("second", "probe_slip", slipping(second));
    g.connect("first", "second");
    g.add("last", "gain", arguments({{"gain", "-6 dB"}}));
    g.connect("second", "last");
    g.output("mix", "last");
    return g;
}

std::optional<Divergence> compared(Graph graph, Cut cut, Arrangement arrangement = {.lanes = 1},
                                   int block = 64) {
    Comparison comparison(compile(chain(-1, -1), {.lanes = 1}));
    comparison.add(compile(std::move(graph), arrangement), block);
    EXPECT_EQ(comparison.run(cut), Progress::proceed);
    return comparison.divergences().at(0);
}

TEST(Comparison, findsNothingWhereNothingDiffers) {
    EXPECT_FALSE(compared(chain(-1, -1), {0, length}));
    EXPECT_FALSE(compared(chain(-1, -1), {0, length}, {.lanes = 0, .threads = 3, .quanta = 16}, 0));
}

TEST(Comparison, namesTheFirstNodeAndTheFirstSampleThatDiffer) {
    for (int quanta : {1, 4, 16})
        for (int block : {1, 64, 65, 480, 0})
            for (int channel : {0, 1}) {
                auto found =
                    compared(chain(1234, 1235, channel), {0, length}, {.lanes = 1, .quanta = quanta}, block);
                ASSERT_TRUE(found);
                Graph graph = chain(-1, -1);
                EXPECT_EQ(found->frame, 1234);
                EXPECT_EQ(graph.vertices[found->vertex].name, "first");
                EXPECT_EQ(found->channel, channel);
                EXPECT_EQ(found->where, Divergence::Where::node);
                EXPECT_EQ(found->heard, found->expected + 0x1p-20f);
                EXPECT_NE(found->heard, found->expected);
            }
}

TEST(Comparison, looksForTheEarliestFrameNotForTheEarliestNode) {
    auto found = compared(chain(1235, 1234), {0, length}, {.lanes = 1, .quanta = 16});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->frame, 1234);
    EXPECT_EQ(chain(-1, -1).vertices[found->vertex].name, "second");
    EXPECT_EQ(found->channel, 0);
}

TEST(Comparison, leavesOutWhatIsNotAskedFor) {
    EXPECT_FALSE(compared(chain(1234, -1), {1235, length}));
    EXPECT_FALSE(compared(chain(1234, -1), {0, 1234}));
    EXPECT_TRUE(compared(chain(1234, -1), {1234, 1235}));
    EXPECT_TRUE(compared(chain(length - 1, -1), {0, length}, {.lanes = 1, .quanta = 16}, 480));
}

TEST(Comparison, goesOnUntilTheLatestOutputHasGivenItsEnd) {
    auto late = [](double at) {
        Graph g;
        g.add("noise", "noise");
        g.add("slip", "probe_slip", slipping(at));
        g.add("late", "probe_late", arguments({{"by", "777 samples"}}));
        g.connect("noise", "slip");
        g.connect("slip", "late");
        g.output("mix", "late");
        return g;
    };
    Comparison comparison(compile(late(-1)));
    for (double at : {length + 776., length + 777.}) comparison.add(compile(late(at)), 64);
    comparison.run({0, length});
    EXPECT_TRUE(comparison.divergences()[0]);
    EXPECT_FALSE(comparison.divergences()[1]);
}

TEST(Comparison, comparesSeveralAtOnceAndCanBeCancelled) {
    Comparison comparison(compile(chain(-1, -1)));
    for (double at : {2000., -1., 100.}) comparison.add(compile(chain(at, -1)), 65);
    comparison.run({0, length});
    auto found = comparison.divergences();
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0]->frame, 2000);
    EXPECT_FALSE(found[1]);
    EXPECT_EQ(found[2]->frame, 100);

    Comparison cancelled(compile(chain(-1, -1)));
    EXPECT_EQ(cancelled.run({0, length}, [](int64_t) { return Progress::cancel; }), Progress::cancel);
}

TEST(EveryWay, hasEveryWidthOfEverySetAndAllThreadsWithAllTurns) {
    std::set<std::pair<std::string, int>> widths;
    std::set<std::pair<int, int>> work;
    std::set<int> blocks;
    for (const Way& way : everyWay()) {
        widths.insert({way.instructionSet, way.arrangement.lanes});
        work.insert({way.arrangement.threads, way.arrangement.quanta});
        blocks.insert(way.block);
    }
    std::string before = Registry::instance().instructionSet();
    for (const std::string& set : Registry::instructionSets()) {
        Registry::choose(set);
        for (int lanes : Registry::instance().widths())
            EXPECT_TRUE(widths.contains({set, lanes})) << set << ", " << lanes << " lanes";
    }
    Registry::choose(before);
    for (int threads : {1, 2, 3, 8})
        for (int quanta : {1, 4, 16})
            EXPECT_TRUE(work.contains({threads, quanta})) << threads << " " << quanta;
    EXPECT_EQ(blocks, (std::set<int>{0, 1, 64, 65, 128, 480}));
}

TEST(EveryWay, ofRandomGraphsGivesTheSameBits) {
    std::vector<Way> ways = everyWay();
    for (int size : {8, 17, 40, 150}) {
        RandomMix mix = randomMix(size, uint32_t(size));
        auto found = prove([&] { return mix.graph(); }, ways, {0, length});
        ASSERT_TRUE(found);
        ASSERT_EQ(found->size(), ways.size());
        for (size_t w = 0; w < ways.size(); ++w)
            EXPECT_FALSE((*found)[w])
                << size << " nodes, " << ways[w].instructionSet << ", " << ways[w].arrangement.lanes
                << " lanes: differs at frame " << (*found)[w]->frame << " in "
                << mix.graph().vertices[(*found)[w]->vertex].name;
    }
}

TEST(EveryWay, findsANodeThatCountsItsLanes) {
    auto graph = [] {
        Graph g;
        g.add("noise", "noise");
        for (int i = 0; i < 16; ++i) {
            std::string name = "s" + std::to_string(i);
            g.add(name, "probe_slip", slipping(777, 0, "in_lanes"));
            g.connect("noise", name);
            g.output("mix" + std::to_string(i), name);
        }
        return g;
    };
    std::vector<Way> ways = everyWay();
    std::string before = Registry::instance().instructionSet();
    auto found = *prove(graph, ways, {0, length});
    EXPECT_EQ(Registry::instance().instructionSet(), before);
    int lanes = 0;
    for (size_t w = 0; w < ways.size(); ++w) {
        EXPECT_EQ(found[w].has_value(), ways[w].arrangement.lanes > 1) << ways[w].arrangement.lanes;
        if (!found[w]) continue;
        ++lanes;
        EXPECT_EQ(found[w]->frame, 777);
        EXPECT_EQ(graph().vertices[found[w]->vertex].name.substr(0, 1), "s");
        EXPECT_EQ(found[w]->channel, 0);
    }
    EXPECT_GT(lanes, 0);
}

} // namespace
} // namespace stemwright
