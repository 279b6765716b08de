// Measures our models again, on sound that they were not trained on, as their cards do.
// SPDX-License-Identifier: MIT
#include "tests/models/own_model.h"
#include <numeric>
#include <random>

namespace stemwright::test {
namespace {

constexpr int rate = 48000;

double product(const std::vector<float>& a, const std::vector<float>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.);
}

/// Error-to-signal ratio.
double esr(const std::vector<float>& made, const std::vector<float>& wanted) {
    double error = 0;
    for (size_t i = 0; i < wanted.size(); ++i) error += std::pow(double(made[i]) - wanted[i], 2);
    return error / product(wanted, wanted);
}

/// Scale-invariant signal-to-distortion ratio, dB.
double siSdr(const std::vector<float>& made, const std::vector<float>& wanted) {
    double shared = product(made, wanted), target = shared * shared / product(wanted, wanted);
    return 10 * std::log10(target / (product(made, made) - target));
}

std::vector<float> stem(const std::string& name, double from, double seconds) {
    std::vector<float> all = samplesOf(SOURCE_DIR "/graphs/demo/stems/" + name);
    size_t channels = size_t(inspect(SOURCE_DIR "/graphs/demo/stems/" + name).channels);
    std::vector<float> part;
    for (size_t i = size_t(from * rate); i < size_t((from + seconds) * rate); ++i)
        part.push_back(all[i * channels]);
    return part;
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

/// Drops, each a short tone: a noise of a kind that the reducer was not trained on.
std::vector<float> rain(size_t frames) {
    std::mt19937 random(5);
    auto between = [&](double a, double b) { return a + (b - a) * double(random()) / 4294967296.; };
    std::vector<float> sound(frames);
    for (size_t drop = 0; drop < frames / 120; ++drop) {
        size_t begin = size_t(between(0, double(frames - 600))), length = size_t(between(60, 600));
        double step = 2 * M_PI * between(1500, 12000) / rate, level = -std::log(between(1e-6, 1));
        for (size_t i = 0; i < length; ++i)
            sound[begin + i] +=
                float(level * std::exp(-double(i) / (.15 * double(length))) * std::sin(step * double(i)));
    }
    return sound;
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

using ReducerModel = OwnModel;
TEST_F(ReducerModel, takesRainOutOfAVoiceByAtLeastTheWorstOfItsCard) {
    std::vector<float> voice = stem("vocal.flac", 12, 5), noise = rain(voice.size()), noisy = voice;
    double worst = std::stod(said("reducer", R"(Worst mixture for the reducer: [^,]*, ([-+\d.]+) dB)"));
    for (double snr : {0, 10}) {
        double level = std::sqrt(product(voice, voice) / product(noise, noise) / std::pow(10, snr / 10));
        for (size_t i = 0; i < voice.size(); ++i) noisy[i] = float(voice[i] + level * noise[i]);
        std::vector<float> made = throughModel("reducer", noisy);
        if (made.empty()) GTEST_SKIP() << unplayable;
        EXPECT_GT(siSdr(made, voice) - siSdr(noisy, voice), std::max(0., worst)) << snr;
    }
}

}
