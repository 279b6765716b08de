// Modules in TorchScript files that our own kernels run, beside LibTorch.
// SPDX-License-Identifier: MIT
#include "framework/error/error.h"
#include "framework/neural/load.h"
#include "tests/framework/neural/network_bench.h"
#include <algorithm>
#include <cmath>
#include <filesystem>

namespace stemwright {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> filesIn(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/tests/framework/torch/" + folder))
        names.push_back(entry.path().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string nameOf(const testing::TestParamInfo<std::string>& info) { return fs::path(info.param).stem(); }

int channelsOf(const std::vector<ModelSignal>& signals) {
    int channels = 0;
    for (const ModelSignal& signal : signals) channels += signal.channels;
    return channels;
}

class RecognisedModules : public testing::TestWithParam<std::string> {
  protected:
    void SetUp() override {
        if (!fs::exists(BUILD_DIR "/lib/libstemwright-torch.so")) GTEST_SKIP() << "built without LibTorch";
        ModelUse exact;
        exact.exact = true;
        ours = loadModel(GetParam());
        torch = loadModel(GetParam(), exact);
        input = random.sound(channelsOf(ours->facts().inputs), 4 * torch->facts().block);
        outputs = channelsOf(ours->facts().outputs);
    }

    RandomNumbers random;
    std::shared_ptr<const Model> ours, torch;
    NetworkSound input;
    int outputs = 0;
};

class Streams : public RecognisedModules {};
class Blocks : public RecognisedModules {};

TEST_P(Streams, giveWhatLibTorchGives) {
    ASSERT_TRUE(ours->facts().immediate) << ours->facts().computedBy;
    EXPECT_FALSE(torch->facts().immediate);
    EXPECT_EQ(ours->facts().computedBy.find("our own kernels: "), 0u);
    ASSERT_EQ(outputs, channelsOf(torch->facts().outputs));
    NetworkSound exact =
        playedInCalls(*torch->instance(), input, outputs, [&] { return torch->facts().block; });
    NetworkSound given =
        playedInCalls(*ours->instance(), input, outputs, [&] { return 1 + random.below(300); });
    for (size_t c = 0; c < exact.size(); ++c) {
        float most = 1;
        for (float value : exact[c]) most = std::max(most, std::abs(value));
        for (size_t f = 0; f < exact[c].size(); ++f)
            ASSERT_NEAR(given[c][f], exact[c][f], 1e-5f * most) << "channel " << c << ", frame " << f;
    }
}

TEST_P(Streams, giveTheSameBitsInEveryInstructionSet) {
    NetworkSound expected = playedInOneCall(*ours->instance(), input, outputs);
    inEveryInstructionSet([&] {
        auto instance = ours->instance();
        EXPECT_EQ(playedInCalls(*instance, input, outputs, [&] { return 1 + random.below(100); }), expected);
        instance->reset();
        EXPECT_EQ(playedInOneCall(*instance, input, outputs), expected);
    });
}

TEST_P(Blocks, areLeftToLibTorchWhichIsExplained) {
    EXPECT_FALSE(ours->facts().immediate);
    EXPECT_EQ(ours->facts().computedBy.find("LibTorch: "), 0u) << ours->facts().computedBy;
    EXPECT_GT(ours->facts().computedBy.size(), 20u);
}

INSTANTIATE_TEST_SUITE_P(Files, Streams, testing::ValuesIn(filesIn("streams")), nameOf);
INSTANTIATE_TEST_SUITE_P(Files, Blocks, testing::ValuesIn(filesIn("blocks")), nameOf);

TEST(RecognisedModels, areOutsideOnesToo) {
    const std::string file = SOURCE_DIR "/../shared/models/steerable_nafx/steerable-nafx-2_blocks-dynamic.pt";
    if (!fs::exists(file)) GTEST_SKIP() << "the outside models are not there";
    if (!fs::exists(BUILD_DIR "/lib/libstemwright-torch.so")) GTEST_SKIP() << "built without LibTorch";
    EXPECT_EQ(loadModel(file)->facts().computedBy, "our own kernels: 4 convolutions");
}

}
}
