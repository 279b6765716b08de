// DYN: sums over hops, four of which make a frame.
// SPDX-License-Identifier: MIT
#include "framework/assist/feature_distances.h"
#include "framework/assist/running_mean.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

constexpr double quietest = 1e-6; // what samples and levels count at least: -120 dBFS

double decibelsOf(double level) { return 20 * std::log10(std::max(level, quietest)); }

struct HopSums {
    double squares = 0, decibels = 0, peak = 0;
};

std::vector<HopSums> hopSums(const std::vector<float>& channel, double gain) {
    std::vector<HopSums> hops(channel.size() / featureHop);
    for (size_t i = 0; i < hops.size() * featureHop; ++i) {
        HopSums& hop = hops[i / featureHop];
        double level = std::fabs(channel[i]) * gain;
        hop.squares += level * level;
        hop.decibels += decibelsOf(level);
        hop.peak = std::max(hop.peak, level);
    }
    return hops;
}

}

DynamicsFeatures dynamicsFeatures(const StereoSound& sound) {
    constexpr size_t hopsInFrame = featureFrame / featureHop;
    DynamicsFeatures all;
    for (const std::vector<float>& channel : sound.channels) {
        std::vector<HopSums> hops = hopSums(channel, judgedPeak / sound.peak());
        size_t frames = hops.size() - hopsInFrame + 1;
        for (std::vector<double>* feature : {&all.rms, &all.spread, &all.crest}) feature->resize(frames);
        for (size_t frame = 0; frame < frames; ++frame) {
            HopSums sum;
            for (size_t i = frame; i < frame + hopsInFrame; ++i) {
                sum.squares += hops[i].squares, sum.decibels += hops[i].decibels;
                sum.peak = std::max(sum.peak, hops[i].peak);
            }
            double rms = decibelsOf(std::sqrt(sum.squares / featureFrame));
            all.rms[frame] += (1 - rms) / 2;
            all.spread[frame] += (1 - (sum.decibels / featureFrame - rms)) / 2;
            all.crest[frame] += decibelsOf(sum.peak) / rms / 2;
        }
    }
    return all;
}

DistanceGroup dynamicsDistance(const DynamicsFeatures& mix, const DynamicsFeatures& reference) {
    return meanOf("DYN", {{"rms", runningError(mix.rms, reference.rms)},
                          {"spread", runningError(mix.spread, reference.spread)},
                          {"crest", runningError(mix.crest, reference.crest)}});
}

}
