// How a plan is laid out changes no bit: lanes, threads, turns.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/random_console.h"

namespace stemwright {
namespace {

constexpr int frames = 64 * 40;

std::vector<Arrangement> arrangements() {
    std::vector<Arrangement> all;
    for (int lanes : Registry::instance().widths()) all.push_back({lanes, 1, 1});
    all.push_back({0, 1, 16});
    all.push_back({1, 1, 4});
    for (int threads : {2, 3, 8})
        for (int quanta : {1, 16}) all.push_back({0, threads, quanta});
    return all;
}

std::string described(Arrangement a) {
    return std::to_string(a.lanes) + " lanes, " + std::to_string(a.threads) + " threads, turns of " +
           std::to_string(a.quanta);
}

/// What every node gave, by vertex and channel.
class Everything : public Engine::Witness {
  public:
    Everything(const Graph& graph, Arrangement arrangement) {
        auto plan = compile(graph, arrangement);
        for (const auto& vertex : plan->graph.vertices)
            sounds_.emplace_back(vertex.node->outputChannels(), std::vector<float>(frames));
        Engine engine(plan, {Engine::Profiling::off, this});
        engine.endAt(frames);
        while (engine.frame() < frames) engine.process();
        for (const auto& task : plan->tasks) order_.push_back(task.vertex);
    }
    void saw(int vertex, int64_t frame, int channel, const float* values, int stride) noexcept override {
        for (int i = 0; i < quantum; ++i) sounds_[vertex][channel][frame + i] = values[i * stride];
    }
    std::string difference(const Everything& other, const Graph& graph) const {
        for (int v : order_)
            if (std::string d = stemwright::difference(sounds_[v], other.sounds_[v]); d != "")
                return graph.vertices[v].name + ": " + d;
        return "";
    }

  private:
    std::vector<Channels> sounds_;
    std::vector<int> order_;
};

void expectTheSameInEveryArrangement(const RandomMix& mix) {
    auto expected = renderOutputs(compile(mix.graph(), {1, 1, 1}), {0, frames});
    for (Arrangement a : arrangements()) {
        auto heard = renderOutputs(compile(mix.graph(), a), {0, frames});
        for (size_t o = 0; o < expected.size(); ++o)
            ASSERT_EQ(difference(heard[o], expected[o]), "")
                << described(a) << "; first "
                << Everything(mix.graph(), a).difference(Everything(mix.graph(), {1, 1, 1}), mix.graph());
    }
}

int widest(const Plan& plan) {
    int most = 1;
    for (const Section& section : plan.sections)
        for (const Step& step : section.steps) most = std::max(most, int(step.tasks.size()));
    return most;
}

TEST(Arrangement, changesNoBitOfARandomGraph) {
    for (int size : {5, 10, 22, 60, 150, 500}) {
        SCOPED_TRACE(std::to_string(size) + " nodes");
        expectTheSameInEveryArrangement(randomMix(size, uint32_t(size) + 7));
    }
}

TEST(Arrangement, changesNoBitOfAConsole) {
    int full = 0; // with a batch whose lanes are all taken
    for (uint32_t seed = 0; seed < 12; ++seed)
        for (int strips : {3, 7, 20, 45}) {
            SCOPED_TRACE(std::to_string(strips) + " strips, seed " + std::to_string(seed));
            RandomMix mix = randomConsole(strips, seed * 100 + uint32_t(strips));
            ASSERT_EQ(complaint(mix.graph()), "");
            full += widest(*compile(mix.graph())) == Registry::instance().widths().back();
            expectTheSameInEveryArrangement(mix);
            if (HasFatalFailure()) return;
        }
    EXPECT_GE(full, 6);
}

TEST(Arrangement, keepsTheFirstFramesWhenItBeginsAgain) {
    for (Arrangement a : arrangements()) {
        auto plan = compile(randomConsole(20, 5).graph(), a);
        Engine engine(plan);
        auto turn = [&] {
            engine.process();
            return std::vector<float>(engine.output(0, 0), engine.output(0, 0) + engine.turn());
        };
        std::vector<std::vector<float>> first{turn(), turn(), turn()};
        engine.reset();
        for (const auto& part : first) ASSERT_EQ(turn(), part) << described(a);
    }
}

TEST(Arrangement, namesTheSameFaultsAndRanges) {
    auto facts = [](Arrangement a) {
        RandomMix mix = randomMix(60, 3);
        Graph graph = mix.graph();
        for (int i = 0; i < 9; ++i) {
            std::string name = "bad" + std::to_string(i);
            graph.add(name, "probe_poison", arguments({{"at", samples(100. * i)}, {"until", samples(900)}}));
            graph.connect("n0", name);
        }
        Engine engine(compile(std::move(graph), a));
        renderOffline(engine, {0, 1000}, [](int, const float* const*, int) {});
        std::map<std::string, std::string> found;
        auto name = [&](int vertex) { return engine.plan().graph.vertices[vertex].name; };
        for (const auto& f : engine.faults())
            found[name(f.vertex)] = std::to_string(f.quanta) + " from " + std::to_string(f.firstFrame);
        for (const auto& r : engine.controlRanges())
            found[name(r.vertex) + std::to_string(r.control)] =
                std::to_string(r.least) + " " + std::to_string(r.greatest) + " " + std::to_string(r.last);
        return found;
    };
    auto expected = facts({1, 1, 1});
    EXPECT_TRUE(expected.contains("bad3"));
    for (Arrangement a : arrangements()) EXPECT_EQ(facts(a), expected) << described(a);
}

// One lane's bad number is silenced there, and nowhere else.
TEST(Arrangement, containsANumberThatIsNotFiniteInItsLane) {
    auto build = [](bool poisoned) {
        Graph g;
        for (int i = 0; i < 16; ++i) {
            std::string n = std::to_string(i);
            g.add("in" + n, "noise", arguments({{"seed", n}}));
            g.add("sick" + n, "probe_poison", arguments({{"at", samples(poisoned && i == 5 ? 700 : 1e8)}}));
            g.add("low" + n, "lowpass");
            g.connect("in" + n, "sick" + n);
            g.connect("sick" + n + ".out", "low" + n);
            g.output("o" + n, "low" + n);
        }
        return g;
    };
    auto healthy = renderOutputs(compile(build(false), {1, 1, 1}), {0, frames});
    for (Arrangement a : arrangements()) {
        auto heard = renderOutputs(compile(build(true), a), {0, frames});
        for (int i = 0; i < 16; ++i)
            EXPECT_EQ(difference(heard[i], healthy[i]) == "", i != 5) << i << described(a);
    }
}

}
}
