// One wire written in several layers.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

Place at(int layer, int line = 1) { return {"mix.yaml", line, 1, layer}; }
Datum level(const char* decibels) { return arguments({{"level", decibels}}); }

Graph twoNodes() {
    Graph g;
    g.add("a", "impulse");
    g.add("b", "gain");
    return g;
}

TEST(Wiring, OfSeveralLayersIsTheSameInWhateverOrderTheyCome) {
    struct Written {
        int layer;
        Datum options;
    };
    std::vector<Written> layers{{1, level("-1 dB")}, {2, level("-2 dB")}, {3, Datum::map({})}};
    std::vector<size_t> order{0, 1, 2};
    do {
        Graph g = twoNodes();
        for (size_t i : order) g.connect("a", "b", layers[i].options, at(layers[i].layer));
        EXPECT_TRUE(g.problems.empty());
        ASSERT_EQ(g.wires.size(), 1u);
        EXPECT_EQ(g.wires[0].level.constant, -2);
        EXPECT_EQ(g.wires[0].place.layer, 3);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Wiring, TwiceInOneLayerIsAProblem) {
    Graph g = twoNodes();
    g.connect("a", "b", {}, at(2, 5));
    g.connect("a", "b.in", {}, at(2, 6));
    ASSERT_EQ(g.problems.size(), 1u);
    EXPECT_EQ(g.problems[0].text(),
              "mix.yaml:6:1: the wire a -> b.in is there already (mix.yaml:5:1); remove one of the two");
}

TEST(Wiring, IsTakenOutOnlyByAHigherLayer) {
    Graph g = twoNodes();
    g.connect("a", "b", {}, at(2));
    EXPECT_EQ(g.disconnect("a", "b", at(1)), Graph::Removal::nothing);
    EXPECT_EQ(g.disconnect("a", "b", at(2)), Graph::Removal::nothing);
    EXPECT_EQ(g.disconnect("b", "a", at(3)), Graph::Removal::nothing);
    EXPECT_EQ(g.wires.size(), 1u);
    EXPECT_EQ(g.disconnect("a.out", "b.in", at(3)), Graph::Removal::done); // the same two ends
    EXPECT_EQ(g.disconnect("a", "b", at(4)), Graph::Removal::nothing);
    EXPECT_TRUE(g.wires.empty());
    g.connect("a", "b", {}, at(1));
    EXPECT_EQ(g.wires.size(), 1u);
}

TEST(Wiring, OfControlKeepsTheDepthOfALowerLayer) {
    Graph g = twoNodes();
    g.add("wobble", "lfo");
    g.connect("wobble", "b.gain", arguments({{"depth", "3 dB"}}), at(1));
    g.connect("wobble", "b.gain", {}, at(2));
    ASSERT_EQ(g.wires.size(), 1u);
    EXPECT_EQ(g.wires[0].depth, 3);
}

}
}
