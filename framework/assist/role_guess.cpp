// Windows of a track, and what the network says of them.
// SPDX-License-Identifier: MIT
#include "framework/assist/role_guess.h"
#include "framework/assist/role_network.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace stemwright {

namespace {

constexpr size_t windowFrames = 96, windowStep = 48, mostWindows = 16;
constexpr double floorLevel = 80, quietest = 25; // dB

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

// Levels below the loudest frame, -1 to 1; silence follows the end of the track.
std::vector<float> levelsOf(const std::vector<MelPowers>& frames, const std::vector<double>& powers,
                            size_t start) {
    const size_t end = std::min(frames.size(), start + windowFrames);
    const double loudest =
        *std::max_element(powers.begin() + ptrdiff_t(start), powers.begin() + ptrdiff_t(end));
    std::vector<float> levels;
    for (size_t f = start; f < end; ++f)
        for (float power : frames[f]) {
            double level = 10 * std::log10(double(power) / loudest + 1e-30);
            levels.push_back(float(1 + 2 * std::max(level, -floorLevel) / floorLevel));
        }
    levels.resize(windowFrames * melCount, -1);
    return levels;
}

}

RoleGuess guessRole(const std::vector<MelPowers>& frames) {
    const RoleNetwork& network = RoleNetwork::shipped();
    RoleGuess guess;
    guess.embedding.resize(network.embeddingSize());
    std::vector<double> powers;
    for (const MelPowers& frame : frames) powers.push_back(powerOf(frame));
    const std::vector<size_t> windows = windowsOf(powers);
    if (windows.empty()) return guess;
    std::array<double, roleCount> scores{};
    for (size_t start : windows) {
        const RoleNetwork::Heard heard = network(levelsOf(frames, powers, start));
        for (size_t r = 0; r < roleCount; ++r) scores[r] += double(heard.scores[r]) / double(windows.size());
        for (size_t i = 0; i < heard.embedding.size(); ++i)
            guess.embedding[i] += heard.embedding[i] / float(windows.size());
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
