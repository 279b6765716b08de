// Outside models of ../shared/models, unmodified, beside what PyTorch makes of them (golden.py).
// SPDX-License-Identifier: MIT
#include "framework/neural/measured_latency.h"
#include "tests/framework/torch/golden.h"
#include <cstdio>
#include <sstream>

namespace stemwright::test {
namespace {

const std::string here = SOURCE_DIR "/tests/framework/torch/";

// Nothing where Debian's python3-torch is not there.
const GoldenValues& computedNow() {
    static const GoldenValues all = [] {
        std::stringstream text;
        const std::string command =
            "OMP_NUM_THREADS=1 /usr/bin/python3 '" + here + "golden.py' '" + outsideModels + "' 2>/dev/null";
        if (FILE* pipe = popen(command.c_str(), "r")) {
            char block[4096];
            for (size_t got; (got = fread(block, 1, sizeof block, pipe)) > 0;)
                text.write(block, std::streamsize(got));
            pclose(pipe);
        }
        return readGoldenValues(text);
    }();
    return all;
}

class OutsideModels : public OutsideModelTest {
  protected:
    static std::unique_ptr<ModelInstance> instance(const Model& model) {
        auto instance = model.instance();
        for (auto [number, value] : GetParam().numbers) instance->set(number, value);
        return instance;
    }
};

TEST_P(OutsideModels, giveWhatPyTorchGives) {
    const OutsideModel& outside = GetParam();
    auto model = loadModel(path(), outside.use);
    const Signals out = through(*instance(*model), model->facts(), noises(2, outside.frames), outside.frames);
    auto compare = [&](const GoldenValues& golden) {
        ASSERT_TRUE(golden.contains(outside.file));
        for (const auto& [place, value] : golden.at(outside.file))
            ASSERT_NEAR(out.at(place.first).at(place.second), value, 1e-5)
                << "channel " << place.first << ", frame " << place.second;
    };
    compare(committedGoldenValues());
    if (!computedNow().empty()) compare(computedNow());
}

TEST_P(OutsideModels, areIndependentAndResetToTheBit) {
    auto model = loadModel(path(), GetParam().use);
    const ModelFacts& facts = model->facts();
    const int frames = 4 * facts.block;
    const Signals in = noises(2, frames);
    auto first = instance(*model), second = instance(*model);
    const Signals alone = through(*first, facts, in, frames);
    through(*second, facts, in, facts.block); // somewhere else
    first->reset();
    EXPECT_EQ(through(*first, facts, in, frames), alone);
    second->reset();
    EXPECT_EQ(through(*second, facts, in, frames), alone);
}

INSTANTIATE_TEST_SUITE_P(Shared, OutsideModels, testing::ValuesIn(allOutsideModels()));

TEST(OutsideModel, tellsOfItself) {
    if (!std::filesystem::exists(BUILD_DIR "/lib/libstemwright-torch.so") ||
        !std::filesystem::exists(outsideModels))
        GTEST_SKIP() << "LibTorch or " << outsideModels << " is not there";
    const ModelFacts chorus = loadModel(outsideModels + "neutone/egfx_chorus.nm")->facts();
    EXPECT_EQ(chorus.dialect, "neutone");
    EXPECT_EQ(chorus.rate, 44100);
    EXPECT_EQ(chorus.inputs[0].channels, 2);
    ASSERT_EQ(chorus.numbers.size(), 3u);
    EXPECT_EQ(chorus.numbers[0].name, "lfo_rate");
    EXPECT_FLOAT_EQ(float(chorus.numbers[0].init), 0.2f);
    const ModelFacts voice = loadModel(outsideModels + "silero_vad/silero_vad.jit")->facts();
    EXPECT_EQ(voice.rate, 16000);
    EXPECT_EQ(voice.block, 512);
    EXPECT_EQ(voice.outputs[0].framesPerValue, 512);
    EXPECT_TRUE(voice.remembers);
    EXPECT_TRUE(voice.numbers.empty());
    EXPECT_EQ(
        loadModel(outsideModels + "silero_vad/silero_vad.jit", {.block = 256, .rate = 8000})->facts().block,
        256);
    auto effect = loadModel(outsideModels + "steerable_nafx/steerable-nafx-2_blocks-dynamic.pt");
    const auto lag = measuredLatency(*effect);
    ASSERT_TRUE(lag);
    EXPECT_LE(*lag, 132) << "its response is no longer";
}

}
}
