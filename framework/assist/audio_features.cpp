// Sums over all samples, and the logarithms of the bands.
// SPDX-License-Identifier: MIT
#include "framework/assist/audio_features.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

constexpr double least = 1e-8; // of energies and levels, so that silence can be divided by

AudioFeatures audioFeatures(const StereoSound& sound, const MidSideBands& bands) {
    AudioFeatures features{};
    std::array<double, 2> energy{};
    double sum = 0, difference = 0;
    const auto& [left, right] = sound.channels;
    for (size_t i = 0; i < left.size(); ++i) {
        double l = left[i], r = right[i];
        energy[0] += l * l, energy[1] += r * r;
        sum += (l + r) * (l + r), difference += (l - r) * (l - r);
    }
    const double frames = double(sound.frames());
    for (size_t side = 0; side < 2; ++side) {
        energy[side] /= frames;
        features.rms[side] = std::sqrt(std::max(energy[side], least));
        double peak = 0;
        for (float sample : sound.channels[side]) peak = std::max(peak, double(std::fabs(sample)));
        features.crest[side] = 20 * std::log10(std::max(peak / features.rms[side], least));
    }
    features.width = difference / frames / std::max(sum / frames, least);
    features.imbalance = (energy[1] - energy[0]) / std::max(energy[1] + energy[0], least);
    for (size_t band = 0; band < BarkBands::count; ++band) {
        features.mid[band] = std::log(bands.mid[band] + least);
        features.side[band] = std::log(bands.side[band] + least);
    }
    return features;
}

template <size_t count>
static double squaredError(const std::array<double, count>& a, const std::array<double, count>& b) {
    double sum = 0;
    for (size_t i = 0; i < count; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sum / count;
}

DistanceGroup audioFeatureDistance(const AudioFeatures& mix, const AudioFeatures& reference) {
    auto square = [](double x) { return x * x; };
    double bands = squaredError(mix.mid, reference.mid) + squaredError(mix.side, reference.side);
    DistanceGroup group{"B",
                        0,
                        {{"rms", 0.1 * squaredError(mix.rms, reference.rms)},
                         {"crest", 0.001 * squaredError(mix.crest, reference.crest)},
                         {"width", square(mix.width - reference.width)},
                         {"imbalance", square(mix.imbalance - reference.imbalance)},
                         {"bark", 0.1 * bands / 2}}};
    for (const Distance& member : group.members) group.value += member.value;
    return group;
}

}
