// A model in the graph gives what it would give alone, as late as it says, at any block and rate.
// SPDX-License-Identifier: MIT
#include "tests/framework/neural/fake_model.h"
#include "tests/nodes/lone_node.h"
#include <cmath>

namespace stemwright {
namespace {

std::string nameOf(int block, double rate, const std::string& kind) {
    return "test_model_" + kind + "_" + std::to_string(block) + "_" + std::to_string(int(rate));
}

// Each kind once for a name, all tests long.
std::string known(const std::string& kind, int block, double rate, int delay, float feedback, bool immediate,
                  int channels = 1) {
    std::string name = nameOf(block, rate, kind);
    if (!Registry::instance().find(name)) {
        ModelFacts facts = plainFacts(block, rate, channels);
        facts.immediate = immediate;
        registerModel(name, fakeFilter(facts, delay, feedback));
    }
    return name;
}

// Arguments that the loader of a test does not look at.
Datum named(std::vector<std::pair<std::string, std::string>> more = {}) {
    Datum arguments = Datum::map({{"model", "fake.ts"}});
    for (auto& [key, value] : more) arguments.entries.push_back({{key, {}}, Datum(value)});
    return arguments;
}

std::vector<float> shifted(const std::vector<float>& x, int by) {
    std::vector<float> y(x.size());
    std::copy(x.begin(), x.end() - by, y.begin() + by);
    return y;
}

struct Case {
    int block;
    bool immediate;
};
class ModelStreams : public testing::TestWithParam<Case> {};

TEST_P(ModelStreams, giveTheModelsBitsInAnyBlocks) {
    auto [block, immediate] = GetParam();
    std::string type = known(immediate ? "fast" : "slow", block, 0, 5, 0.75f, immediate);
    std::vector<float> x = noise(9600), alone(x.size());
    FakeFilter filter(1, 5, 0.75f);
    const float* in = x.data();
    float* out = alone.data();
    filter.process({&in, 1}, {&out, 1}, int(x.size()));
    for (int steps : {32, 64}) {
        stemwright::Setup setup{type, named()};
        setup.block = steps;
        LoneNode node(setup);
        EXPECT_EQ(node.run({{x}})[0], shifted(alone, node.node().latency() - 5)) << steps;
    }
}

TEST_P(ModelStreams, areAsLateAsTheySayAndNoMore) {
    auto [block, immediate] = GetParam();
    for (int delay : {0, 5}) {
        std::string type = known((immediate ? "fast_delay" : "slow_delay") + std::to_string(delay), block, 0,
                                 delay, 0, immediate);
        LoneNode node({type, named({{"allowance", "480 samples"}})});
        std::vector<float> y = node.run({{impulse(9600, 1000)}})[0];
        EXPECT_EQ(y, impulse(9600, 1000 + node.node().latency()));
        int prefill = 32 % block == 0 ? 0 : block - std::gcd(block, 32);
        EXPECT_LE(node.node().latency(),
                  prefill + delay + (immediate ? 0 : 64 + 480) + (block < 32 ? 31 : 0));
    }
}

TEST_P(ModelStreams, startAfreshAfterAReset) {
    auto [block, immediate] = GetParam();
    std::string type = known(immediate ? "fast" : "slow", block, 0, 5, 0.75f, immediate);
    LoneNode node({type, named()});
    Sound x{noise(4000)}, first = node.run({x});
    EXPECT_NE(node.run({x}), first);
    node.batch().reset(0);
    EXPECT_EQ(node.run({x}), first);
}

TEST_P(ModelStreams, ofTwoNodesDoNotHearEachOther) {
    auto [block, immediate] = GetParam();
    std::string type = known(immediate ? "fast" : "slow", block, 0, 5, 0.75f, immediate);
    LoneNode alone({type, named()}), one({type, named()}), other({type, named()});
    Sound x{noise(640)}, y{noise(640, 2)}, together;
    for (int part = 0; part < 5; ++part) {
        other.run({y});
        EXPECT_EQ(one.run({x}), alone.run({x}));
    }
}

INSTANTIATE_TEST_SUITE_P(ModelStream, ModelStreams,
                         testing::Values(Case{1, true}, Case{32, true}, Case{24, true}, Case{100, true},
                                         Case{1, false}, Case{64, false}, Case{512, false}, Case{441, false},
                                         Case{2048, false}));

class ModelRates : public testing::TestWithParam<std::pair<double, bool>> {};

// An impulse through both filters peaks where it should, and a slow sine comes out as it went in.
TEST_P(ModelRates, areCompensatedToTheSample) {
    auto [rate, immediate] = GetParam();
    for (int delay : {0, 7}) {
        std::string type = known((immediate ? "fast_rate" : "slow_rate") + std::to_string(delay), 160, rate,
                                 delay, 0, immediate);
        LoneNode node({type, named()});
        std::vector<float> x;
        for (int i = 0; i < 9600; ++i) x.push_back(std::sin(float(i) * 0.05f));
        std::vector<float> y = node.run({{x}})[0];
        int late = node.node().latency();
        for (size_t i = size_t(late) + 1500; i < y.size(); ++i)
            ASSERT_NEAR(y[i], x[i - size_t(late)], 1e-4) << i;
        node.batch().reset(0);
        std::vector<float> z = node.run({{impulse(9600, 1000)}})[0];
        EXPECT_EQ(std::max_element(z.begin(), z.end()) - z.begin(), 1000 + late);
    }
}

INSTANTIATE_TEST_SUITE_P(ModelStream, ModelRates,
                         testing::Values(std::pair(44100., false), std::pair(44100., true),
                                         std::pair(16000., false), std::pair(16000., true),
                                         std::pair(96000., false), std::pair(22050., false)));

TEST(ModelChannels, eachChannelOfAMonoModelHasAnInstance) {
    std::string type = known("slow", 64, 0, 5, 0.75f, false);
    LoneNode stereo({type, named(), {2}}), left({type, named(), {1}}), right({type, named(), {1}});
    Sound x{noise(4000, 1), noise(4000, 2)};
    EXPECT_EQ(stereo.run({x}), (Sound{left.run({{x[0]}})[0], right.run({{x[1]}})[0]}));
}

TEST(ModelChannels, aMonoSignalEntersAStereoModelOnBothSides) {
    std::string type = known("stereo", 64, 0, 0, 0, false, 2);
    LoneNode node({type, named(), {1}});
    Sound y = node.run({{noise(4000)}});
    ASSERT_EQ(y.size(), 2u);
    EXPECT_EQ(y[0], shifted(noise(4000), node.node().latency()));
    EXPECT_EQ(y[1], y[0]);
}

TEST(ModelNumbers, areSampledOnceForEachBlock) {
    std::string type = known("plain", 128, 0, 0, 0, false);
    LoneNode node({type, named({{"gain", "0.5"}})});
    node.move("gain", [](double frame) { return frame / 4096; });
    std::vector<float> y = node.run({{std::vector<float>(4096, 1)}})[0];
    size_t late = size_t(node.node().latency());
    for (size_t i = 0; i + late < y.size(); ++i)
        ASSERT_EQ(y[i + late], float(i / 128 * 128 + 96) / 4096) << i; // the last step of the block
}

TEST(ModelControls, runFromValueToValueOneBlockLate) {
    ModelFacts facts = plainFacts(256);
    facts.outputs = {{"speech", 1, 64}};
    static const bool known =
        registerModel("test_model_controls", std::make_shared<FakeModel>(facts, [] {
                          return std::make_unique<FakeFunction>([](auto inputs, auto outputs, int frames) {
                              for (int i = 0; i < frames; i += 64) outputs[0][i / 64] = inputs[0][i + 63];
                          });
                      }));
    ASSERT_TRUE(known);
    LoneNode node({"test_model_controls", named()});
    ASSERT_EQ(node.node().outputs().size(), 0u);
    ASSERT_EQ(node.node().controls().at(0)->name, "speech");
    std::vector<float> ramp;
    for (int i = 0; i < 4096; ++i) ramp.push_back(float(i));
    node.run({{ramp}});
    const auto& values = node.control(0);
    int late = node.node().latency(), checked = 0;
    for (int step = 1; step < int(values.size()); ++step) {
        EXPECT_EQ(values[size_t(step)].first, values[size_t(step) - 1].second);
        int song = (step + 1) * 32 - 1 - late;
        if (song < 0) continue;
        EXPECT_EQ(values[size_t(step)].second, float(song / 64 * 64 + 63)) << step;
        ++checked;
    }
    EXPECT_GT(checked, 50);
}

}
}
