// Members, one after the other, in double precision.
// SPDX-License-Identifier: MIT
#include "framework/assist/mix_network.h"
#include "framework/assist/dense_layer.h"
#include "framework/error/error.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace stemwright {

namespace {

constexpr std::array<const char*, 3> aspects{"level", "pan", "send"};

double numberOf(const WeightFile& weights, const std::string& name) {
    auto found = weights.about().find(name);
    char* end = nullptr;
    double value = found == weights.about().end() ? NAN : std::strtod(found->second.c_str(), &end);
    if (!std::isfinite(value) || end == found->second.c_str())
        throw Error("the weights do not say \"" + name + "\", so they are none of the mixer",
                    "give a file that ./dev train mixer wrote");
    return value;
}

std::vector<double> bent(std::vector<double> values) {
    for (double& value : values) value = std::tanh(value);
    return values;
}

using Rows = std::vector<std::vector<double>>;

std::vector<double> meanOf(const Rows& rows, size_t columns) {
    std::vector<double> mean(columns);
    for (const auto& row : rows)
        for (size_t c = 0; c < columns; ++c) mean[c] += row[c];
    for (double& value : mean) value /= double(rows.size());
    return mean;
}

// A mean of each aspect, then the logarithm of its deviation, for each track.
Rows said(const WeightFile& weights, const std::string& member, const Rows& tracks) {
    Rows alone, decided;
    for (const auto& track : tracks) alone.push_back(bent(dense(weights, member + ".hear", track)));
    std::vector<double> together = meanOf(alone, alone[0].size());
    for (auto& track : alone) {
        track.insert(track.end(), together.begin(), together.end());
        decided.push_back(
            dense(weights, member + ".decide", bent(dense(weights, member + ".compare", track))));
    }
    double level = meanOf(decided, 1)[0];
    for (auto& track : decided) track[0] -= level;
    return decided;
}

}

double AuthorChoice::within(double range) const { return std::erf(range / (deviation * std::sqrt(2))); }

MixNetwork::MixNetwork(WeightFile weights)
    : weights_(std::move(weights)),
      members_(size_t(std::clamp(numberOf(weights_, "members"), 1.0, 1000.0))),
      least_(numberOf(weights_, "least")),
      most_(numberOf(weights_, "most")) {
    for (size_t m = 0; m < members_; ++m)
        weights_.values(std::to_string(m) + ".decide.bias", {2 * aspects.size()});
    for (const char* aspect : aspects)
        for (const char* end : {".zero", ".one"}) numberOf(weights_, std::string(aspect) + end);
}

std::vector<MixOpinion> MixNetwork::opinions(const Rows& tracks) const {
    if (tracks.empty()) return {};
    // Tracks are added up in an order of their own. Those that are alike to the bit may change places.
    std::vector<size_t> order(tracks.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return tracks[a] < tracks[b]; });
    Rows sorted;
    for (size_t t : order) sorted.push_back(tracks[t]);
    std::vector<Rows> members;
    for (size_t m = 0; m < members_; ++m) members.push_back(said(weights_, std::to_string(m), sorted));

    auto expected = [&](size_t track, size_t aspect) {
        double mean = 0, square = 0, variance = 0;
        for (const Rows& member : members) {
            double one = member[track][aspect];
            mean += one;
            square += one * one;
            variance += std::exp(2 * std::clamp(member[track][aspects.size() + aspect], least_, most_));
        }
        double count = double(members.size());
        mean /= count;
        variance = variance / count + std::max(0.0, square / count - mean * mean);
        double zero = numberOf(weights_, std::string(aspects[aspect]) + ".zero"),
               unit = numberOf(weights_, std::string(aspects[aspect]) + ".one");
        return AuthorChoice{zero + unit * mean, unit * std::sqrt(variance)};
    };
    std::vector<MixOpinion> opinions(tracks.size());
    for (size_t i = 0; i < order.size(); ++i)
        opinions[order[i]] = {expected(i, 0), expected(i, 1), expected(i, 2)};
    return opinions;
}

}
