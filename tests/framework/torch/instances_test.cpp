// Instances of one file: weights in common, never state; noise of their own.
// SPDX-License-Identifier: MIT
#include "framework/neural/measured_latency.h"
#include "tests/framework/torch/model_run.h"
#include <fstream>
#include <thread>

namespace stemwright::test {
namespace {

using Instances = TorchModels;

// Of every module here: two instances in turns, a reset, other lengths of calls.
TEST_F(Instances, areIndependentAndResetToTheBit) {
    for (const char* name :
         {"Tilde", "CarriedState", "DescribedState", "InPlace", "WrittenWeight", "TwoSounds"}) {
        auto model = loadModel(module(name));
        const ModelFacts& facts = model->facts();
        const int frames = 4 * facts.block;
        const Signals in = noises(4, frames);
        auto first = model->instance();
        const Signals alone = through(*first, facts, in, frames);
        auto second = model->instance();
        first->reset();
        Signals loud = in;
        for (auto& row : loud)
            for (float& value : row) value = 1 - value;
        for (int done = 0; done < frames; done += facts.block) { // the other one disturbs
            Signals part = in, out;
            for (auto& row : part) row.erase(row.begin(), row.begin() + done);
            out = through(*first, facts, part, facts.block);
            for (int n = 0; n < facts.block; ++n)
                ASSERT_EQ(out[0][size_t(n)], alone[0][size_t(done + n)]) << name << " at " << done + n;
            through(*second, facts, loud, facts.block);
        }
        second->reset();
        EXPECT_EQ(through(*second, facts, in, frames), alone) << name;
        second->reset();
        EXPECT_EQ(through(*second, facts, in, frames, 2 * facts.block), alone) << name;
        EXPECT_EQ(through(*model->instance(), facts, in, frames), alone) << name << ", made last";
    }
}

TEST_F(Instances, areToldApartFromWhatRemembersNothing) {
    for (const char* name : {"CarriedState", "DescribedState", "InPlace", "WrittenWeight"})
        EXPECT_TRUE(loadModel(module(name))->facts().remembers) << name;
    for (const char* name : {"Tilde", "TwoSounds", "TrainingMode"})
        EXPECT_FALSE(loadModel(module(name))->facts().remembers) << name;
}

TEST_F(Instances, drawNoiseOfTheirOwnWhateverOthersDrawAtOnce) {
    auto model = loadModel(module("Noise"));
    const ModelFacts& facts = model->facts();
    EXPECT_TRUE(facts.random);
    const int frames = 64 * facts.block;
    const Signals in = noises(1, frames);
    auto instance = model->instance();
    const Signals alone = through(*instance, facts, in, frames);
    EXPECT_NE(alone, in);
    Signals together[2];
    auto play = [&](Signals& into, uint64_t seed) {
        auto own = model->instance();
        own->seed(seed);
        into = through(*own, facts, in, frames);
    };
    std::thread one([&] { play(together[0], 0); }), two([&] { play(together[1], 1); });
    one.join();
    two.join();
    EXPECT_EQ(together[0], alone);
    EXPECT_NE(together[1], alone);
    instance->reset();
    EXPECT_EQ(through(*instance, facts, in, frames), alone);
}

TEST_F(Instances, areMadeOfOneModelForOneFile) {
    auto model = loadModel(module("Tilde"));
    EXPECT_EQ(loadModel(module("Tilde")), model);
    EXPECT_NE(loadModel(module("Tilde"), {.block = 1024}), model);
}

long residentKilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmRSS:") {
            long kilobytes = 0;
            status >> kilobytes;
            return kilobytes;
        }
    return 0;
}

TEST_F(Instances, shareWeights) {
    const std::string path = SOURCE_DIR "/../shared/models/silero_vad/silero_vad.jit";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
    auto model = loadModel(path);
    std::vector<std::unique_ptr<ModelInstance>> all;
    for (int i = 0; i < 4; ++i) all.push_back(model->instance()); // whatever is made once is made
    const long before = residentKilobytes();
    for (int i = 0; i < 64; ++i) all.push_back(model->instance());
    EXPECT_LT(residentKilobytes() - before, 64 * 1800 / 2) << "the weights of each are 1.8 MB";
}

TEST_F(Instances, lagByWhatIsMeasured) {
    EXPECT_EQ(measuredLatency(*loadModel(module("InPlace"))), 100);
    EXPECT_EQ(measuredLatency(*loadModel(module("Tilde"))), 0);
    EXPECT_EQ(measuredLatency(*loadModel(module("Tilde"), {.method = "encode"})), std::nullopt);
}

}
}
