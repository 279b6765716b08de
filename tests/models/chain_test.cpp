// Measures the model of a chain again, on sound that it was not trained on, as its card does.
// SPDX-License-Identifier: MIT
#include "tests/models/own_model.h"

namespace stemwright::test {
namespace {

/// Error-to-signal ratio.
double esr(const std::vector<float>& made, const std::vector<float>& wanted) {
    double error = 0;
    for (size_t i = 0; i < wanted.size(); ++i) error += std::pow(double(made[i]) - wanted[i], 2);
    return error / product(wanted, wanted);
}

/// What the best curve without memory makes of `before`: the mean of what each level became. It knows the
/// answer, and so is better than any curve that was fitted to other sound.
std::vector<float> bestCurve(const std::vector<float>& before, const std::vector<float>& after) {
    constexpr int levels = 200;
    auto levelOf = [](float x) {
        return size_t(levels * (1 + std::copysign(std::sqrt(std::min(1.f, std::abs(x))), x)) / 2 + .5f);
    };
    std::vector<double> sum(levels + 1), weight(levels + 1);
    for (size_t i = 0; i < before.size(); ++i) { // the mean gain, so that the curve has slopes within a level
        sum[levelOf(before[i])] += double(before[i]) * after[i];
        weight[levelOf(before[i])] += double(before[i]) * before[i];
    }
    std::vector<float> made;
    for (float x : before) made.push_back(float(x * sum[levelOf(x)] / (weight[levelOf(x)] + 1e-30)));
    return made;
}

}

using ChainModel = OwnModel;
TEST_F(ChainModel, isNearerToTheChainThanAnyCurveAndAsNearAsItsCardSays) {
    std::string nodes = contents(SOURCE_DIR "/models/chain/chain.yaml");
    std::string steps = "{" + nodes.substr(nodes.find("- compressor") + 2) + "}";
    steps = std::regex_replace(steps, std::regex(R"(\n\s*- )"), "}, {");
    double worst = std::stod(said("chain", R"(Worst stem for the model: ([\d.]+) %)")) / 100;
    for (auto [name, from] : {std::pair{"bass.flac", 8.}, {"vocal.flac", 12.}}) {
        std::vector<float> before = stem(name, from, 4), after = through(steps, before),
                           made = throughModel("chain", before);
        if (made.empty()) GTEST_SKIP() << unplayable;
        EXPECT_LT(esr(made, after), worst * 1.1) << name;
        EXPECT_LT(esr(made, after), esr(bestCurve(before, after), after)) << name;
    }
}

}
