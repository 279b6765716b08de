// Outside models of ../shared/models, unmodified, beside what PyTorch makes of them (golden.py).
// SPDX-License-Identifier: MIT
#include "framework/neural/measured_latency.h"
#include "tests/framework/torch/model_run.h"
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

namespace stemwright::test {
namespace {

const std::string models = SOURCE_DIR "/../shared/models/";
const std::string here = SOURCE_DIR "/tests/framework/torch/";

struct OutsideModel {
    std::string file;
    ModelUse use;
    std::vector<std::pair<int, double>> numbers; ///< that are set
    int frames;
};

void PrintTo(const OutsideModel& outside, std::ostream* to) { *to << outside.file; }

using Values =
    std::map<std::string, std::map<std::pair<size_t, size_t>, float>>; // by file, channel and frame

Values read(std::istream& lines) {
    Values all;
    std::string file;
    size_t channel, frame;
    for (float value; lines >> file >> channel >> frame >> value;) all[file][{channel, frame}] = value;
    return all;
}

const Values& committed() {
    static const Values all = [] {
        std::ifstream file(here + "golden.txt");
        return read(file);
    }();
    return all;
}

// Nothing where Debian's python3-torch is not there.
const Values& computedNow() {
    static const Values all = [] {
        std::stringstream text;
        const std::string command =
            "OMP_NUM_THREADS=1 /usr/bin/python3 '" + here + "golden.py' '" + models + "' 2>/dev/null";
        if (FILE* pipe = popen(command.c_str(), "r")) {
            char block[4096];
            for (size_t got; (got = fread(block, 1, sizeof block, pipe)) > 0;)
                text.write(block, std::streamsize(got));
            pclose(pipe);
        }
        return read(text);
    }();
    return all;
}

class OutsideModels : public testing::TestWithParam<OutsideModel> {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(BUILD_DIR "/lib/libstemwright-torch.so"))
            GTEST_SKIP() << "built without LibTorch";
        if (!std::filesystem::exists(models + GetParam().file)) GTEST_SKIP() << models << " is not there";
    }
    static std::unique_ptr<ModelInstance> instance(const Model& model) {
        auto instance = model.instance();
        for (auto [number, value] : GetParam().numbers) instance->set(number, value);
        return instance;
    }
};

TEST_P(OutsideModels, giveWhatPyTorchGives) {
    const OutsideModel& outside = GetParam();
    auto model = loadModel(models + outside.file, outside.use);
    const Signals out = through(*instance(*model), model->facts(), noises(2, outside.frames), outside.frames);
    auto compare = [&](const Values& golden) {
        ASSERT_TRUE(golden.contains(outside.file));
        for (const auto& [place, value] : golden.at(outside.file))
            ASSERT_NEAR(out.at(place.first).at(place.second), value, 1e-5)
                << "channel " << place.first << ", frame " << place.second;
    };
    compare(committed());
    if (!computedNow().empty()) compare(computedNow());
}

TEST_P(OutsideModels, areIndependentAndResetToTheBit) {
    auto model = loadModel(models + GetParam().file, GetParam().use);
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

INSTANTIATE_TEST_SUITE_P(
    Shared, OutsideModels,
    testing::Values(
        OutsideModel{"anira_gain/simple_gain_network_mono.pt", {.block = 512}, {{0, 0.7}}, 2048},
        OutsideModel{
            "anira_gain/simple_gain_network_stereo.pt", {.block = 512, .channels = 2}, {{0, 0.7}}, 2048},
        OutsideModel{"audacitorch/model.pt", {}, {}, 2048},
        OutsideModel{"steerable_nafx/steerable-nafx-2_blocks-dynamic.pt", {}, {}, 4096},
        OutsideModel{"steerable_nafx/steerable-nafx-2_blocks-dynamic.pt", {.block = 64}, {}, 4096},
        OutsideModel{"silero_vad/silero_vad.jit", {}, {}, 8192},
        OutsideModel{"neutone/egfx_chorus.nm", {.block = 512}, {{0, 0.9}, {2, 0.5}}, 8192}));

TEST(OutsideModel, tellsOfItself) {
    if (!std::filesystem::exists(BUILD_DIR "/lib/libstemwright-torch.so") || !std::filesystem::exists(models))
        GTEST_SKIP() << "LibTorch or " << models << " is not there";
    const ModelFacts chorus = loadModel(models + "neutone/egfx_chorus.nm")->facts();
    EXPECT_EQ(chorus.dialect, "neutone");
    EXPECT_EQ(chorus.rate, 44100);
    EXPECT_EQ(chorus.inputs[0].channels, 2);
    ASSERT_EQ(chorus.numbers.size(), 3u);
    EXPECT_EQ(chorus.numbers[0].name, "lfo_rate");
    EXPECT_FLOAT_EQ(float(chorus.numbers[0].init), 0.2f);
    const ModelFacts voice = loadModel(models + "silero_vad/silero_vad.jit")->facts();
    EXPECT_EQ(voice.rate, 16000);
    EXPECT_EQ(voice.block, 512);
    EXPECT_EQ(voice.outputs[0].framesPerValue, 512);
    EXPECT_TRUE(voice.remembers);
    EXPECT_TRUE(voice.numbers.empty());
    EXPECT_EQ(loadModel(models + "silero_vad/silero_vad.jit", {.block = 256, .rate = 8000})->facts().block,
              256);
    auto effect = loadModel(models + "steerable_nafx/steerable-nafx-2_blocks-dynamic.pt");
    const auto lag = measuredLatency(*effect);
    ASSERT_TRUE(lag);
    EXPECT_LE(*lag, 132) << "its response is no longer";
}

}
}
