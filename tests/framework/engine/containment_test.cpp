// Numbers that are not finite: contained, counted, and the node that made them named.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/loud_chain.h"
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

bool finite(const Channels& sound) {
    for (const auto& channel : sound)
        for (float v : channel)
            if (!std::isfinite(v)) return false;
    return true;
}

std::string nameOf(const Engine& engine, const Engine::Fault& fault) {
    return engine.plan().graph.vertices[fault.vertex].name;
}

// noise -> poison -> every kind of follower -> output
Graph poisoned(const std::string& what, const std::string& where, int at, int until = 0) {
    Graph g;
    g.add("in", "noise");
    g.add("bad", "probe_poison",
          arguments({{"what", what}, {"where", where}, {"at", samples(at)}, {"until", samples(until)}}));
    g.connect("in", "bad");
    g.add("moved", "gain");
    g.connect("in", "moved");
    g.connect("bad.control", "moved.gain", arguments({{"depth", "3 dB"}}));
    g.add("sum", "gain");
    g.connect("moved", "sum");
    for (const char* type : {"eq", "lowpass", "compressor", "limiter", "delay", "reverb", "saturator", "pan",
                             "loudness", "align"}) {
        Datum own = std::string(type) == "eq"
                        ? arguments({{"bands", arguments({{"b", arguments({{"gain", "6 dB"}})}})}})
                        : Datum::map({});
        g.add(type, type, own);
        g.connect("bad", type);
        g.connect("bad.age", std::string(type) == "compressor" ? "compressor.sidechain" : type,
                  arguments({{"level", "-80 dB"}}));
        g.connect(type, "sum");
    }
    g.output("mix", "sum");
    g.output("age", "bad.age");
    return g;
}

TEST(Containment, whateverIsNotFiniteStaysInsideTheNodeThatMadeIt) {
    for (const char* what : {"nan", "inf", "-inf"})
        for (const char* where : {"out", "age", "control"})
            for (int at : {0, 1, 63, 64, 100, 1000}) {
                auto plan = compile(poisoned(what, where, at));
                Engine engine(plan);
                Channels heard(engine.plan().outputs[0].channels);
                renderOffline(engine, {0, 10000}, [&](int output, const float* const* x, int frames) {
                    for (size_t c = 0; output == 0 && c < heard.size(); ++c)
                        heard[c].insert(heard[c].end(), x[c], x[c] + frames);
                });
                ASSERT_TRUE(finite(heard)) << what << " from " << where;
                auto faults = engine.faults();
                ASSERT_EQ(faults.size(), 1u) << what << " from " << where << " at " << at;
                EXPECT_EQ(nameOf(engine, faults[0]), "bad");
                EXPECT_EQ(faults[0].quanta, 1);
                EXPECT_EQ(faults[0].firstFrame, at / quantum * quantum);
            }
}

TEST(Containment, everyBadQuantumIsCounted) {
    Engine engine(compile(poisoned("nan", "out", 500, 5000)));
    for (int q = 0; q < 200; ++q) engine.process();
    auto faults = engine.faults();
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].quanta, (4999 / quantum) - (500 / quantum) + 1);
    EXPECT_EQ(faults[0].firstFrame, 500 / quantum * quantum);
}

TEST(Containment, theNodeIsSilentForThatQuantumAndStartsAfresh) {
    Graph g;
    g.add("bad", "probe_poison", arguments({{"at", "100 samples"}}));
    g.add("age", "gain");
    g.connect("bad.age", "age");
    g.output("mix", "age");
    auto x = render(std::move(g), 256)[0];
    for (int i = 0; i < 256; ++i) ASSERT_EQ(x[i], i < 64 ? float(i) : i < 128 ? 0.f : float(i - 128)) << i;
}

TEST(Containment, aLoopRecoversFromPoison) {
    Graph g;
    g.add("hit", "impulse", arguments({{"every", "100 samples"}}));
    g.add("bad", "probe_poison", arguments({{"at", "1000 samples"}}));
    g.add("echo", "delay", arguments({{"time", "100 samples"}, {"feedback", "0"}}));
    g.connect("hit", "bad");
    g.connect("bad", "echo");
    g.connect("echo", "bad", arguments({{"level", "-6 dB"}}));
    g.output("mix", "bad");
    auto x = render(std::move(g), 10000);
    EXPECT_TRUE(finite(x));
    EXPECT_NEAR(x[0][9900], x[0][9800], 1e-3);
    EXPECT_GT(x[0][9900], 1);
}

TEST(Containment, aChainThatOverflowsNamesTheNodeWhereItHappens) {
    auto plan = compile(loudChain("1 samples"));
    Engine engine(plan);
    engine.process();
    EXPECT_EQ(engine.output(0, 0)[0], 0.f);
    auto faults = engine.faults();
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(nameOf(engine, faults[0]), "g33"); // 33 * 24 dB = 792 dB
}

// Levels on wires can overflow where no node is: the sum belongs to the node that it enters.
TEST(Containment, anOverflowOnAWireDoesNotReachTheNextNodes) {
    Graph g;
    g.add("hit", "impulse", arguments({{"every", "1 samples"}}));
    std::string last = "hit";
    for (int i = 1; i <= 30; ++i) {
        std::string name = "g" + std::to_string(i);
        g.add(name, i == 30 ? "reverb" : "gain");
        g.connect(last, name, arguments({{"level", "40 dB"}}));
        last = name;
    }
    g.output("mix", last);
    auto plan = compile(std::move(g));
    Engine engine(plan);
    for (int q = 0; q < 100; ++q) engine.process();
    for (int i = 0; i < quantum; ++i) ASSERT_TRUE(std::isfinite(engine.output(0, 0)[i]));
    EXPECT_FALSE(engine.faults().empty());
}

TEST(Containment, aSoundMixHasNoFaults) {
    Graph g;
    g.add("in", "noise");
    g.output("mix", "in");
    Engine engine(compile(std::move(g)));
    for (int q = 0; q < 1000; ++q) engine.process();
    EXPECT_TRUE(engine.faults().empty());
}

}
}
