// Which pairs to look at, where, and what to make of it.
// SPDX-License-Identifier: MIT
#include "framework/assist/source_pairs.h"
#include "framework/assist/phase_correlation.h"
#include "framework/audio/sound_reader.h"
#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace stemwright {

namespace {

constexpr double reach = 0.05, blockTime = 0.65, apart = 0.7; // s
constexpr size_t places = 8, firstLook = 3, mostPairs = 1000;
constexpr double leastSimilarity = 0.4;
constexpr double loneHeight = 0.3; // of a peak that no other place can agree with

// How the bands of a track go up and down: each with mean 0 and a mean square that is its share of the
// energy.
std::vector<BarkPowers> movementOf(const TrackAnalysis& track) {
    std::vector<BarkPowers> movement = track.bands;
    double steps = double(movement.size()), energy = 0;
    for (double level : track.spectrum) energy += std::pow(10, level / 10);
    for (size_t b = 0; b < barkCount; ++b) {
        double mean = 0, square = 0, share = std::pow(10, track.spectrum[b] / 10) / energy;
        for (BarkPowers& step : movement) mean += (step[b] = std::sqrt(std::sqrt(step[b]))) / steps;
        for (BarkPowers& step : movement) square += std::pow(step[b] - mean, 2) / steps;
        double factor = square > 1e-6 * mean * mean ? std::sqrt(share / square) : 0;
        for (BarkPowers& step : movement) step[b] = float((step[b] - mean) * factor);
    }
    return movement;
}

// 1 where all bands move in the same way, about 0 where they know nothing of each other.
double similarity(const std::vector<BarkPowers>& one, const std::vector<BarkPowers>& two,
                  const TrackAnalysis& first, const TrackAnalysis& second) {
    BarkPowers sums{};
    for (size_t i = 0; i < std::min(one.size(), two.size()); ++i)
        for (size_t b = 0; b < barkCount; ++b) sums[b] += one[i][b] * two[i][b];
    double all = std::accumulate(sums.begin(), sums.end(), 0.) / double(std::max(one.size(), two.size()));
    double weights = 0, energyOne = 0, energyTwo = 0;
    for (size_t b = 0; b < barkCount; ++b) {
        double p = std::pow(10, first.spectrum[b] / 10), q = std::pow(10, second.spectrum[b] / 10);
        weights += std::sqrt(p * q), energyOne += p, energyTwo += q;
    }
    return weights > 0 ? all * std::sqrt(energyOne * energyTwo) / weights : 0;
}

// Times in s, those first at which both are loudest.
std::vector<double> loudPlaces(const TrackAnalysis& one, const TrackAnalysis& two) {
    size_t steps = std::min(one.levels.size(), two.levels.size());
    std::vector<size_t> order(steps);
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return one.levels[a] + two.levels[a] > one.levels[b] + two.levels[b];
    });
    std::vector<double> times;
    for (size_t step : order) {
        if (times.size() == places || std::isinf(one.levels[step] + two.levels[step])) break;
        double time = (double(step) + 0.5) * analysisStep;
        if (std::all_of(times.begin(), times.end(), [&](double t) { return std::fabs(t - time) >= apart; }))
            times.push_back(time);
    }
    return times;
}

// The louder side around a time, silence beyond the ends.
class Excerpts {
  public:
    Excerpts(const TrackAnalysis& track, double rate, size_t size)
        : reader_(track.path, rate), side_(track.image.balance > 0 ? 1 : 0), block_(size) {}

    const std::vector<float>& around(double time) {
        auto size = int64_t(block_.size());
        int64_t start = std::clamp(int64_t(std::llround(time * reader_.rate())) - size / 2, int64_t(0),
                                   std::max(reader_.frames() - size, int64_t(0)));
        reader_.seek(start);
        std::vector<float> interleaved(size_t(size * reader_.channels()));
        reader_.read(interleaved.data(), size);
        for (size_t i = 0; i < block_.size(); ++i) {
            float x = interleaved[i * size_t(reader_.channels()) + side_];
            block_[i] = std::isfinite(x) ? x : 0;
        }
        return block_;
    }

  private:
    SoundReader reader_;
    size_t side_;
    std::vector<float> block_;
};

std::optional<SourcePair> compared(const TrackAnalysis& one, const TrackAnalysis& two) {
    SourcePair pair;
    pair.rate = std::max(one.measures.rate, two.measures.rate);
    size_t size = 1;
    while (double(size) < blockTime * pair.rate) size *= 2;
    PhaseCorrelation correlation(size, int64_t(reach * pair.rate));
    Excerpts first(one, pair.rate, size), second(two, pair.rate, size);
    std::vector<PhaseCorrelation::Peak> peaks;
    size_t looked = 0;
    auto agreeing = [&](const PhaseCorrelation::Peak& with) {
        return size_t(std::count_if(peaks.begin(), peaks.end(), [&](const auto& peak) {
            return std::abs(peak.delay - with.delay) <= 1 && (peak.height > 0) == (with.height > 0);
        }));
    };
    for (double time : loudPlaces(one, two)) {
        if (looked == firstLook &&
            std::none_of(peaks.begin(), peaks.end(), [&](const auto& peak) { return agreeing(peak) > 1; }))
            return {};
        ++looked;
        auto peak = correlation.add(first.around(time), second.around(time));
        if (peak && peak->isClear) peaks.push_back(*peak);
    }
    if (peaks.empty()) return {};
    PhaseCorrelation::Peak mean = correlation.mean();
    size_t agree = agreeing(mean);
    bool isSure = looked > 1 ? agree > 1 && agree * 2 > looked : std::fabs(mean.height) > loneHeight;
    if (!isSure || agree == 0) return {};
    pair.frames = mean.delay;
    pair.sign = mean.height > 0 ? SourcePair::Sign::same : SourcePair::Sign::inverted;
    pair.confidence = double(agree) / double(looked + 1);
    pair.likeness = std::min(std::fabs(mean.height), 1.);
    return pair;
}

}

std::vector<SourcePair> findSourcePairs(const std::vector<TrackAnalysis>& tracks) {
    std::vector<std::vector<BarkPowers>> movements;
    for (const TrackAnalysis& track : tracks) movements.push_back(movementOf(track));
    struct Candidate {
        size_t a, b; // in the order of their paths, so that rounding is the same in whatever order they come
        double likely;
    };
    std::vector<Candidate> candidates;
    for (size_t i = 0; i < tracks.size(); ++i)
        for (size_t k = i + 1; k < tracks.size(); ++k) {
            bool isSwapped = tracks[k].path < tracks[i].path;
            size_t a = isSwapped ? k : i, b = isSwapped ? i : k;
            double likely = similarity(movements[a], movements[b], tracks[a], tracks[b]);
            if (likely >= leastSimilarity) candidates.push_back({a, b, likely});
        }
    std::sort(candidates.begin(), candidates.end(), [&](const Candidate& one, const Candidate& two) {
        auto key = [&](const Candidate& c) {
            return std::tuple(-c.likely, tracks[c.a].path, tracks[c.b].path);
        };
        return key(one) < key(two);
    });
    if (candidates.size() > mostPairs) candidates.resize(mostPairs);
    std::vector<SourcePair> pairs;
    for (const auto& [a, b, likely] : candidates) {
        auto pair = compared(tracks[a], tracks[b]);
        if (!pair) continue;
        pair->first = std::min(a, b), pair->second = std::max(a, b);
        if (a > b) pair->frames = -pair->frames;
        pairs.push_back(*pair);
    }
    std::sort(pairs.begin(), pairs.end(), [](const SourcePair& one, const SourcePair& two) {
        return std::pair(one.first, one.second) < std::pair(two.first, two.second);
    });
    return pairs;
}

}
