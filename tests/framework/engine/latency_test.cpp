// Latency compensation along every path: sums, side paths, keys, control signals, automation, outputs.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

void addLate(Graph& g, const std::string& name, int by, const std::string& from) {
    g.add(name, "probe_late", arguments({{"by", samples(by)}}));
    g.connect(from, name);
}

// An impulse of 1 through paths of these latencies, one after the other inside each path, into one sum.
Graph paths(const std::vector<std::vector<int>>& latencies) {
    Graph g;
    g.add("hit", "impulse");
    g.add("sum", "gain");
    for (size_t p = 0; p < latencies.size(); ++p) {
        std::string last = "hit";
        for (size_t i = 0; i < latencies[p].size(); ++i) {
            std::string name = "p" + std::to_string(p) + "_" + std::to_string(i);
            addLate(g, name, latencies[p][i], last);
            last = name;
        }
        if (last == "hit" && p > 0) continue;
        g.connect(last, "sum");
    }
    g.output("mix", "sum");
    return g;
}

int latencyOf(Graph graph) { return compile(std::move(graph))->outputs[0].latency; }

void expectOne(const std::vector<float>& x, int at, float level) {
    for (int i = 0; i < int(x.size()); ++i) ASSERT_EQ(x[i], i == at ? level : 0.f) << "at " << i;
}

TEST(Latency, twoPathsOfNoneAndTwoSamplesMeetInOneSample) {
    expectOne(renderRaw(paths({{}, {2}}), 640)[0], 2, 2);
    expectOne(render(paths({{}, {2}}), 640)[0], 0, 2);
}

TEST(Latency, sumsAlongAPath) {
    for (auto [path, sum] :
         {std::pair<std::vector<int>, int>{{}, 0}, {{100}, 100}, {{100, 200}, 300}, {{100, 200, 300}, 600}}) {
        EXPECT_EQ(latencyOf(paths({path})), sum);
        expectOne(renderRaw(paths({path}), 1000)[0], sum, 1);
    }
    EXPECT_EQ(latencyOf(paths({{1000, 256, 128}, {5}})), 1384);
    expectOne(renderRaw(paths({{1000, 256, 128}, {5}}), 2000)[0], 1384, 2);
}

TEST(Latency, theLongestPathRules) {
    expectOne(renderRaw(paths({{}, {1}, {63}, {64}, {65}, {640}, {64, 64}, {0, 0, 0}}), 2000)[0], 640, 8);
    expectOne(render(paths({{}, {1}, {63}, {64}, {65}, {640}, {64, 64}, {0, 0, 0}}), 2000)[0], 0, 8);
}

TEST(Latency, ofSecondsIsExactAtEveryRateAndBlockSize) {
    for (double rate : {44100., 48000., 96000.})
        for (double seconds : {0.25, 0.5, 1., 2.}) {
            int late = int(std::min(rate * seconds, 96000.));
            auto build = [&] {
                Graph g(Timeline{rate, {}});
                g.add("in", "noise");
                addLate(g, "a", late, "in");
                g.output("mix", "a");
                g.output("dry", "in");
                return compile(std::move(g));
            };
            auto plan = build();
            auto heard = renderOutputs(plan, {0, late + 5000});
            ASSERT_EQ(difference(heard[0], heard[1]), "") << rate << " " << seconds;
            for (int block : {17, 64, 441}) {
                Engine engine(build());
                Playback playback(engine);
                std::vector<float> x(late + 5000);
                for (int at = 0; at < int(x.size()); at += block) {
                    float* to = x.data() + at;
                    playback.read(&to, std::min(block, int(x.size()) - at));
                }
                ASSERT_TRUE(std::equal(x.begin() + late, x.end(), heard[1][0].begin()))
                    << rate << " " << seconds;
            }
        }
}

TEST(Latency, ofAKeyDelaysTheSoundAndNoMore) {
    // The key is late, so the sound waits for it; a key in time delays nothing.
    for (int late : {0, 250}) {
        Graph g;
        g.add("hit", "impulse", arguments({{"at", "100 samples"}}));
        addLate(g, "key", late, "hit");
        g.add("comp", "compressor", arguments({{"sidechain", "key"}}));
        g.connect("hit", "comp");
        g.output("mix", "comp");
        auto plan = compile(std::move(g));
        EXPECT_EQ(plan->outputs[0].latency, late);
        auto late0 = renderOutputs(plan, {0, 1000})[0][0];
        EXPECT_GT(late0[100], 0.f);
        EXPECT_EQ(std::count(late0.begin(), late0.end(), 0.f), 999);
    }
}

TEST(Latency, ofAControlSignalDelaysTheSoundThatItMoves) {
    // What moves the number was made of sound 500 samples late; both meet in song time.
    for (int late : {0, 32, 64, 96, 500, 1000}) {
        Graph g;
        g.add("hit", "impulse", arguments({{"at", "640 samples"}, {"every", "1 samples"}}));
        addLate(g, "slow", late, "hit");
        g.add("hear", "envelope");
        g.add("show", "probe_show");
        g.connect("slow", "hear");
        g.connect("hit", "show");
        g.connect("hear", "show.sample", arguments({{"depth", "1"}}));
        g.output("mix", "show");
        auto plan = compile(std::move(g));
        EXPECT_EQ(plan->outputs[0].latency, late);
        auto moved = renderOutputs(plan, {0, 2000})[0][2];
        EXPECT_EQ(moved[500], 0.f) << late;
        EXPECT_GT(moved[640 + 64], 0.f) << late;
    }
}

TEST(Latency, aControlSignalIsReadLateWhereTheSoundIsLate) {
    for (int late : {0, 1, 31, 32, 33, 64, 100, 1000, 5000}) {
        Graph g;
        addConstant(g, "one");
        addLate(g, "sound", late, "one");
        g.add("ramp", "probe_ramp");
        g.add("show", "probe_show");
        g.connect("sound", "show");
        g.connect("ramp", "show.sample");
        g.connect("ramp", "show.grid");
        g.output("mix", "show");
        auto x = render(std::move(g), 9000);
        for (int i = 0; i < 9000; ++i) {
            ASSERT_NEAR(x[2][i], i, 0.01) << late;
            ASSERT_TRUE(i < controlStep || std::abs(x[0][i] - float(i)) < 0.01f)
                << late << " at " << i; // the grid begins with the engine
        }
    }
}

TEST(Latency, automationRunsInSongTime) {
    for (int late : {0, 1, 32, 64, 77, 1000}) {
        Graph g;
        addConstant(g, "one");
        addLate(g, "sound", late, "one");
        Datum curve = automation(
            {{100, "-inf dB"}, {613.5, "0 dB", "hold"}, {900, "-20 dB", "smooth"}, {1500, "3 dB"}});
        g.add("gain", "gain", arguments({{"gain", curve}}));
        g.connect("sound", "gain");
        g.add("wired", "gain");
        g.connect("sound", "wired", arguments({{"level", curve}}));
        g.add("dry", "gain", arguments({{"gain", curve}}));
        g.connect("one", "dry");
        g.output("late", "gain");
        g.output("wire", "wired");
        g.output("none", "dry");
        auto heard = renderOutputs(compile(std::move(g)), {0, 3000});
        ASSERT_EQ(difference(heard[0], heard[2]), "") << late;
        ASSERT_EQ(difference(heard[1], heard[2]), "") << late;
    }
}

TEST(Latency, outputsOfDifferentLatencyAreAligned) {
    Graph g;
    g.add("in", "noise");
    std::string last = "in";
    g.output("o", "in");
    for (int late : {1, 63, 64, 100, 3000}) {
        std::string name = "l" + std::to_string(late);
        addLate(g, name, late, last);
        g.output("o" + std::to_string(late), name);
        last = name;
    }
    auto plan = compile(std::move(g));
    for (Cut cut : {Cut{0, 10000}, Cut{1, 2}, Cut{777, 5001}}) {
        auto heard = renderOutputs(plan, cut);
        for (const Channels& output : heard) {
            ASSERT_EQ(int64_t(output[0].size()), cut.to - cut.from);
            ASSERT_EQ(difference(output, heard[0]), "");
        }
    }
}

}
}
