// Models that others made, in a mix: where the shared folder with them is.
// SPDX-License-Identifier: MIT
#include "framework/neural/load.h"
#include "framework/neural/model_layout.h"
#include "tests/framework/engine/playing.h"
#include "tests/framework/neural/fake_model.h"
#include <filesystem>

namespace stemwright {
namespace {

const std::string chorus = SOURCE_DIR "/../shared/models/neutone/egfx_chorus.nm";

constexpr double rate = 44100; // the model's own

std::shared_ptr<const Plan> throughChorus(int nodes = 1) {
    Graph g;
    g.timeline.rate = rate;
    g.add("in", "noise");
    for (int n = 0; n < nodes; ++n) {
        std::string name = "chorus" + std::to_string(n);
        g.add(name, "torch", arguments({{"model", chorus}, {"allowance", "2 s"}}));
        g.connect("in", name);
        g.output("mix" + std::to_string(n), name);
    }
    return compile(std::move(g));
}

class Chorus : public testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(chorus)) GTEST_SKIP() << "there is no " << chorus;
    }
};

TEST_F(Chorus, inAMixGivesWhatTheModelGivesAlone) {
    auto plan = throughChorus();
    auto& node = dynamic_cast<const ModelNode&>(*plan->graph.vertices[1].node);
    auto model = loadModel(chorus);
    const ModelFacts& facts = model->facts();
    ASSERT_EQ(facts.rate, rate);
    constexpr int64_t frames = 24000;
    Graph noise;
    noise.timeline.rate = rate;
    noise.add("in", "noise");
    noise.output("mix", "in");
    std::vector<float> x = rendered(compile(std::move(noise)), {0, 2 * frames})[0], alone;
    auto instance = model->instance();
    for (int64_t at = 0; at + facts.block <= frames; at += facts.block) {
        std::vector<std::vector<float>> out(size_t(channelsOf(facts.outputs)),
                                            std::vector<float>(size_t(facts.block)));
        std::vector<const float*> from(size_t(channelsOf(facts.inputs)), x.data() + at);
        std::vector<float*> to;
        for (auto& row : out) to.push_back(row.data());
        for (size_t n = 0; n < facts.numbers.size(); ++n) instance->set(int(n), facts.numbers[n].init);
        instance->process(from, to, facts.block);
        alone.insert(alone.end(), out[0].begin(), out[0].end());
    }
    alone.erase(alone.begin(), alone.begin() + facts.latency);
    std::vector<float> mixed = rendered(plan, {0, int64_t(alone.size())})[0];
    for (size_t i = 0; i < alone.size(); ++i) ASSERT_NEAR(mixed[i], alone[i], 1e-5) << i;
    EXPECT_EQ(node.pace().report().missed, 0);
}

TEST_F(Chorus, ofTwoNodesAndOfALiveMixIsTheSame) {
    Channels both = rendered(throughChorus(2), {0, 24000}), live;
    EXPECT_EQ(both[0], both[1]);
    auto mix = startedMix(throughChorus());
    waitForModels(*mix, loadModel(chorus)->facts().block);
    Playout playout(std::move(mix), Playout::AtEnd::stop);
    playOn(playout, 24000, 256, live);
    EXPECT_EQ(difference({live[0]}, {both[0]}), "");
}

}
}
