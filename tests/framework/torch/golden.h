// Outside models of ../shared/models, and what PyTorch makes of them (golden.py).
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/torch/model_run.h"
#include <fstream>
#include <map>

namespace stemwright::test {

inline const std::string outsideModels = SOURCE_DIR "/../shared/models/";

struct OutsideModel {
    std::string file;
    ModelUse use;
    std::vector<std::pair<int, double>> numbers; ///< that are set
    int frames;
};

inline void PrintTo(const OutsideModel& outside, std::ostream* to) { *to << outside.file; }

inline const std::vector<OutsideModel>& allOutsideModels() {
    static const std::vector<OutsideModel> all{
        {"anira_gain/simple_gain_network_mono.pt", {.block = 512}, {{0, 0.7}}, 2048},
        {"anira_gain/simple_gain_network_stereo.pt", {.block = 512, .channels = 2}, {{0, 0.7}}, 2048},
        {"audacitorch/model.pt", {}, {}, 2048},
        {"steerable_nafx/steerable-nafx-2_blocks-dynamic.pt", {}, {}, 4096},
        {"steerable_nafx/steerable-nafx-2_blocks-dynamic.pt", {.block = 64}, {}, 4096},
        {"silero_vad/silero_vad.jit", {}, {}, 8192},
        {"neutone/egfx_chorus.nm", {.block = 512}, {{0, 0.9}, {2, 0.5}}, 8192}};
    return all;
}

using GoldenValues =
    std::map<std::string, std::map<std::pair<size_t, size_t>, float>>; // by file, channel and frame

inline GoldenValues readGoldenValues(std::istream& lines) {
    GoldenValues all;
    std::string file;
    size_t channel, frame;
    for (float value; lines >> file >> channel >> frame >> value;) all[file][{channel, frame}] = value;
    return all;
}

inline const GoldenValues& committedGoldenValues() {
    static const GoldenValues all = [] {
        std::ifstream file(SOURCE_DIR "/tests/framework/torch/golden.txt");
        return readGoldenValues(file);
    }();
    return all;
}

/// A test that is skipped where its model, or what runs it, is not there.
class OutsideModelTest : public testing::TestWithParam<OutsideModel> {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(BUILD_DIR "/lib/libstemwright-torch.so"))
            GTEST_SKIP() << "built without LibTorch";
        if (!std::filesystem::exists(outsideModels + GetParam().file))
            GTEST_SKIP() << outsideModels << " is not there";
    }
    static std::string path() { return outsideModels + GetParam().file; }
};

}
