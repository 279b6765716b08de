// Where many wires meet, they are added as they come: exactly, and without keeping their rows.
// SPDX-License-Identifier: MIT
#include "framework/audio/elementary.h"
#include "framework/audio/exact_sum.h"
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

constexpr int frames = quantum * 32;

class Everything : public Engine::Witness {
  public:
    explicit Everything(const Plan& plan) {
        for (const auto& vertex : plan.graph.vertices)
            heard.emplace_back(vertex.node->outputChannels(), std::vector<float>(frames));
    }
    void saw(int vertex, int64_t frame, int channel, const float* values, int stride) noexcept override {
        for (int i = 0; i < quantum; ++i) heard[vertex][channel][frame + i] = values[i * stride];
    }
    std::vector<Channels> heard;
};

// Chains of different lengths into one bus, in stereo, and strips in lanes; every third wire has a level.
struct Bus {
    Graph graph;
    std::vector<std::pair<int, double>> terms; // vertices, and levels in dB

    explicit Bus(int wires) {
        graph.add("bus", "gain");
        graph.add("in", "noise");
        graph.add("wide", "pan", arguments({{"pan", "0.25"}}));
        graph.connect("in", "wide");
        std::string last = "wide";
        for (int i = 0; i < wires; ++i) {
            std::string name = "g" + std::to_string(i);
            graph.add(name, "gain", arguments({{"gain", formatQuantity(-0.01 * i, Unit::dB)}}));
            graph.connect(i % 5 ? last : "wide", name);
            double level = i % 3 ? 0 : -1 - i % 7;
            graph.connect(name, "bus", arguments({{"level", formatQuantity(level, Unit::dB)}}));
            terms.push_back({int(graph.vertices.size()) - 1, level});
            last = name;
        }
        for (int i = 0; i < 40; ++i) {
            std::string name = "low" + std::to_string(i);
            graph.add(name, "lowpass", arguments({{"cutoff", formatQuantity(100. * (i + 1), Unit::Hz)}}));
            graph.connect("wide", name);
            graph.connect(name, "bus");
            terms.push_back({int(graph.vertices.size()) - 1, 0});
        }
        graph.output("mix", "bus");
    }
};

TEST(RunningTotal, isTheExactSum) {
    for (int wires : {15, 16, 17, 100, 1000})
        for (Arrangement arrangement : {Arrangement{0, 1, 1}, {0, 1, 16}, {0, 3, 4}}) {
            Bus bus(wires);
            auto plan = compile(bus.graph, arrangement);
            Everything everything(*plan);
            Engine engine(plan, {Engine::Profiling::off, &everything});
            engine.endAt(frames);
            while (engine.frame() < frames) engine.process();
            const Channels& heard = everything.heard[plan->outputs[0].vertex];
            ASSERT_EQ(heard.size(), 2u);
            for (size_t c = 0; c < 2; ++c)
                for (int i = 0; i < frames; ++i) {
                    double sum = 0;
                    for (auto [vertex, level] : bus.terms)
                        sum += exact(everything.heard[vertex][c][i] * float(amplitude<double>(level)));
                    ASSERT_EQ(heard[c][i], float(sum)) << wires << " wires, channel " << c << ", frame " << i;
                }
        }
}

TEST(RunningTotal, beginsAgainWithTheEngine) {
    Engine engine(compile(Bus(50).graph, {0, 1, 4}));
    auto turns = [&] {
        std::vector<float> sound;
        for (int turn = 0; turn < 3; ++turn) {
            engine.process();
            sound.insert(sound.end(), engine.output(0, 0), engine.output(0, 0) + engine.turn());
        }
        return sound;
    };
    auto first = turns();
    engine.reset();
    EXPECT_EQ(turns(), first);
}

TEST(RunningTotal, needsNoMemoryForAllThatItHears) {
    int fewWires = compile(Bus(100).graph)->rowCount();
    EXPECT_EQ(compile(Bus(1000).graph)->rowCount(), fewWires);
    EXPECT_EQ(compile(Bus(4000).graph)->rowCount(), fewWires);
}

}
}
