// Windows of a track, and what the network says of them.
// SPDX-License-Identifier: MIT
#include "framework/assist/role_guess.h"
#include "framework/assist/dense_layer.h"
#include "framework/assist/role_figures.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace stemwright {

namespace {

constexpr size_t windowFrames = 192, windowStep = 96, mostWindows = 12;
constexpr double quietest = 25; // dB below the loudest window

double powerOf(const MelPowers& frame) { return std::accumulate(frame.begin(), frame.end(), 0.); }

// Where windows begin that are worth judging.
std::vector<size_t> windowsOf(const std::vector<double>& powers) {
    std::vector<std::pair<size_t, double>> all;
    double loudest = 0;
    for (size_t start = 0; start == 0 || start + windowFrames <= powers.size(); start += windowStep) {
        auto begin = powers.begin() + ptrdiff_t(start);
        double energy =
            std::accumulate(begin, begin + ptrdiff_t(std::min(windowFrames, powers.size() - start)), 0.);
        all.emplace_back(start, energy);
        loudest = std::max(loudest, energy);
    }
    if (!(loudest > 0)) return {};
    std::erase_if(all,
                  [&](const auto& window) { return window.second < loudest * std::pow(10, -quietest / 10); });
    std::vector<size_t> starts;
    const size_t count = std::min(all.size(), mostWindows);
    for (size_t i = 0; i < count; ++i) starts.push_back(all[i * all.size() / count].first);
    return starts;
}

std::vector<double> rectified(std::vector<double> values) {
    for (double& value : values) value = std::max(0., value);
    return values;
}

}

RoleGuess guessRole(const std::vector<MelPowers>& frames) {
    static const WeightFile network = WeightFile::shipped("roles");
    RoleGuess guess;
    guess.embedding.resize(network.shape("embed.bias")[0]);
    std::vector<double> powers;
    for (const MelPowers& frame : frames) powers.push_back(powerOf(frame));
    const std::vector<size_t> windows = windowsOf(powers);
    if (windows.empty()) return guess;
    std::array<double, roleCount> scores{};
    for (size_t start : windows) {
        const auto window = std::span(frames).subspan(start, std::min(windowFrames, frames.size() - start));
        const auto embedding =
            rectified(dense(network, "embed", rectified(dense(network, "hear", roleFigures(window)))));
        const auto heard = dense(network, "score", embedding);
        for (size_t r = 0; r < roleCount; ++r) scores[r] += heard.at(r) / double(windows.size());
        for (size_t i = 0; i < embedding.size(); ++i)
            guess.embedding[i] += float(embedding[i] / double(windows.size()));
    }
    const double highest = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (double& score : scores) sum += score = std::exp(score - highest);
    for (size_t r = 0; r < roleCount; ++r) guess.probabilities[r] = float(scores[r] / sum);
    return guess;
}

std::optional<TrackRole> mostProbable(const RoleProbabilities& probabilities) {
    auto largest = std::max_element(probabilities.begin(), probabilities.end());
    if (!(*largest > 0)) return {};
    return TrackRole(largest - probabilities.begin());
}

}
