// Measures both sounds, and what is left of one when the other is taken off.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_difference.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace stemwright {

constexpr int tenths = 10; // in a second
constexpr size_t mostSpots = 3;
constexpr double faintest = 20; // dB below the loudest spot

// `energy` over so many samples.
static double level(double energy, double samples) {
    return energy > 0 ? 10 * std::log10(energy / samples) : -std::numeric_limits<double>::infinity();
}

SoundComparison::SoundComparison(int channels, double rate)
    : channels_(channels),
      rate_(rate),
      before_(channels, rate),
      after_(channels, rate),
      bandsBefore_(channels, rate),
      bandsAfter_(bandsBefore_) {}

void SoundComparison::add(const float* before, const float* after, int64_t frames) {
    bool differ = !std::equal(before, before + frames * channels_, after);
    if (differ && samples_ == SoundDifference::Samples::same) {
        samples_ = SoundDifference::Samples::different;
        bandsAfter_ = bandsBefore_; // until here one analysis was enough
    }
    before_.add(before, frames);
    after_.add(after, frames);
    bandsBefore_.add(before, frames);
    if (samples_ == SoundDifference::Samples::different) bandsAfter_.add(after, frames);
    if (differ) subtract(before, after, frames);
    frames_ += frames;
}

void SoundComparison::subtract(const float* before, const float* after, int64_t frames) {
    for (int64_t i = 0; i < frames; ++i) {
        double energy = 0;
        for (int64_t c = i * channels_; c < (i + 1) * channels_; ++c) {
            double difference = double(before[c]) - after[c];
            energy += difference * difference;
        }
        if (energy == 0) continue;
        size_t tenth = size_t(double(frames_ + i) * tenths / rate_);
        if (energies_.size() <= tenth) energies_.resize(tenth + 1);
        energies_[tenth] += energy;
    }
}

std::vector<SoundDifference::Spot> SoundComparison::spots() const {
    std::vector<size_t> loudest(energies_.size());
    std::iota(loudest.begin(), loudest.end(), size_t(0));
    std::stable_sort(loudest.begin(), loudest.end(),
                     [&](size_t a, size_t b) { return energies_[a] > energies_[b]; });
    std::vector<SoundDifference::Spot> found;
    for (size_t tenth : loudest) {
        double time = double(tenth) / tenths;
        double rms = level(energies_[tenth], rate_ / tenths * double(channels_));
        if (found.size() == mostSpots || !(rms >= (found.empty() ? rms : found[0].level) - faintest)) break;
        if (energies_[tenth] > 0 && std::all_of(found.begin(), found.end(), [&](const auto& spot) {
                return std::abs(spot.time - time) > 1 - 0.5 / tenths;
            }))
            found.push_back({time, rms});
    }
    return found;
}

SoundDifference SoundComparison::result() const {
    SoundDifference d;
    d.before = before_.result(), d.after = after_.result();
    d.samples = samples_;
    d.bandsBefore = bandsBefore_.levels();
    d.bandsAfter = samples_ == SoundDifference::Samples::same ? d.bandsBefore : bandsAfter_.levels();
    double energy = std::accumulate(energies_.begin(), energies_.end(), 0.0);
    d.residual = level(energy, double(frames_ * channels_));
    d.relative =
        std::isinf(d.before.rms) ? std::numeric_limits<double>::quiet_NaN() : d.residual - d.before.rms;
    d.spots = spots();
    return d;
}

}
