// Lone nodes that remember nothing run from lists of their own: the same sound, faults, witness and profile.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/loud_chain.h"
#include "tests/framework/engine/random_graph.h"
#include <set>

namespace stemwright {
namespace {

constexpr int frames = quantum * 48;

/// Keeps what every node gave. One that also watches sums makes the engine run each step by itself.
class Listener : public Engine::Witness {
  public:
    enum class Sums { ignored, watched };
    Listener(const Plan& plan, Sums sums) : sums_(sums) {
        for (const auto& vertex : plan.graph.vertices)
            heard.emplace_back(vertex.node->outputChannels(), std::vector<float>(frames));
    }
    bool watchesSum(int, int) const override { return sums_ == Sums::watched; }
    void saw(int vertex, int64_t frame, int channel, const float* values, int stride) noexcept override {
        for (int i = 0; i < quantum; ++i) heard[vertex][channel][frame + i] = values[i * stride];
    }
    std::vector<Channels> heard;

  private:
    Sums sums_;
};

// Sums of one, two and more wires, with levels and without; silence, and values of every size.
RandomMix memorylessMix(int count, uint32_t seed) {
    std::mt19937 random(seed);
    RandomMix mix;
    for (const char* level : {"24 dB", "0 dB", "-60 dB", "-110 dB"})
        mix.vertices.push_back(
            {"in" + std::to_string(mix.vertices.size()), "noise", arguments({{"level", level}})});
    mix.vertices.push_back({"rare", "impulse", arguments({{"every", "500 samples"}})});
    for (int i = 0; i < count; ++i) {
        const char* types[] = {"gain", "gain", "polarity", "component", "pan"};
        std::string name = "n" + std::to_string(i), type = types[random() % 5];
        Datum own = Datum::map({});
        if (type == "gain" && random() % 2)
            own = arguments({{"gain", formatQuantity(-6. - random() % 9, Unit::dB)}});
        if (type == "component") own = arguments({{"part", random() % 2 ? "mid" : "left"}});
        size_t reach = std::min<size_t>(mix.vertices.size(), 12), wires = 1 + random() % 4;
        std::set<size_t> from;
        for (size_t w = 0; w < wires; ++w) from.insert(mix.vertices.size() - 1 - random() % reach);
        for (size_t source : from)
            mix.edges.push_back({mix.vertices[source].name, name,
                                 random() % 3
                                     ? Datum::map({})
                                     : arguments({{"level", formatQuantity(-3. - random() % 5, Unit::dB)}})});
        mix.vertices.push_back({name, type, own});
    }
    mix.outputs.push_back(mix.vertices.back().name);
    return mix;
}

TEST(MemorylessSteps, giveTheBitsOfStepsByThemselves) {
    for (uint32_t seed = 0; seed < 20; ++seed)
        for (int quanta : {1, 4, 16}) {
            RandomMix mix = memorylessMix(seed < 18 ? 60 : 3000, seed);
            auto plan = compile(mix.graph(), {0, 1, quanta});
            Listener together(*plan, Listener::Sums::ignored), apart(*plan, Listener::Sums::watched);
            for (Listener* listener : {&together, &apart}) {
                Engine engine(plan, {Engine::Profiling::off, listener});
                engine.endAt(frames);
                while (engine.frame() < frames) engine.process();
            }
            for (const Task& task : plan->tasks)
                ASSERT_EQ(difference(together.heard[task.vertex], apart.heard[task.vertex]), "")
                    << plan->graph.vertices[task.vertex].name << ", seed " << seed << ", turns of " << quanta;
            EXPECT_EQ(renderOutputs(plan, {0, frames})[0], together.heard[plan->outputs[0].vertex]);
        }
}

// A thousandfold chain overflows where an impulse is, and nowhere else.
TEST(MemorylessSteps, areSilentInThoseQuantaOnlyInWhichTheyOverflow) {
    for (int quanta : {1, 16}) {
        Graph chain = loudChain("320 samples");
        chain.output("before", "g32");
        Engine engine(compile(std::move(chain), {0, 1, quanta}));
        std::vector<float> before, after;
        while (engine.frame() < frames) {
            engine.process();
            after.insert(after.end(), engine.output(0, 0), engine.output(0, 0) + engine.turn());
            before.insert(before.end(), engine.output(1, 0), engine.output(1, 0) + engine.turn());
        }
        for (int i = 0; i < frames; ++i) {
            ASSERT_EQ(before[i] > 1e38f, i % 320 == 0) << i;
            ASSERT_EQ(after[i], 0) << i;
        }
        auto faults = engine.faults();
        ASSERT_EQ(faults.size(), 1u);
        EXPECT_EQ(engine.plan().graph.vertices[faults[0].vertex].name, "g33");
        EXPECT_EQ(faults[0].quanta, (frames + 319) / 320);
        EXPECT_EQ(faults[0].firstFrame, 0);
    }
}

// Values of 1 to 2 beside others of 2 to 4 have all bits of the exponent between them.
TEST(MemorylessSteps, areNotBlamedForLoudSound) {
    Graph g;
    g.add("in", "noise", arguments({{"level", "6 dB"}}));
    g.add("same", "gain");
    g.connect("in", "same");
    g.output("mix", "same");
    g.output("in", "in");
    auto plan = compile(std::move(g), {0, 1, 16});
    auto heard = renderOutputs(plan, {0, frames});
    EXPECT_EQ(heard[0], heard[1]);
    Engine engine(plan);
    for (int turn = 0; turn < 4; ++turn) engine.process();
    EXPECT_TRUE(engine.faults().empty());
}

TEST(MemorylessSteps, haveTheirOwnNumbersWordsAndTables) {
    Graph g;
    addConstant(g, "one");
    std::vector<std::pair<std::string, float>> expected;
    auto hear = [&](const std::string& name, float value) {
        g.connect("sides", name);
        g.output(name, name);
        expected.push_back({name, value});
    };
    Datum rows = Datum::sequence({Datum::sequence({Datum("0.5")}), Datum::sequence({Datum("0.25")})});
    g.add("sides", "matrix", arguments({{"rows", rows}}));
    g.connect("one", "sides");
    for (auto [part, value] :
         {std::pair{"left", 0.5f}, {"right", 0.25f}, {"mid", 0.375f}, {"side", 0.125f}}) {
        g.add(part, "component", arguments({{"part", part}}));
        hear(part, value);
    }
    for (double factor : {1., 0.5, -2.}) {
        std::string name = "m" + std::to_string(expected.size());
        Datum row = Datum::sequence({Datum(formatQuantity(factor, Unit::none)), Datum("0")});
        g.add(name, "matrix", arguments({{"rows", Datum::sequence({row})}}));
        hear(name, float(0.5 * factor));
    }
    auto heard = renderOutputs(compile(std::move(g), {0, 1, 16}), {0, 64});
    for (size_t o = 0; o < expected.size(); ++o)
        EXPECT_EQ(heard[o][0][9], expected[o].second) << expected[o].first;
}

TEST(MemorylessSteps, areMeasuredOneByOne) {
    auto plan = compile(memorylessMix(50, 1).graph(), {0, 1, 16});
    Engine engine(plan, {Engine::Profiling::on, nullptr});
    for (int turn = 0; turn < 4; ++turn) engine.process();
    for (double seconds : engine.seconds()) EXPECT_GT(seconds, 0);
}

}
}
