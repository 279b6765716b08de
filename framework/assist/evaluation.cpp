// Brings both sounds together, then asks for every distance.
// SPDX-License-Identifier: MIT
#include "framework/assist/evaluation.h"
#include "framework/assist/audio_features.h"
#include "framework/assist/feature_distances.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace stemwright {

static StereoSound part(const StereoSound& sound, int64_t begin, int64_t end) {
    StereoSound cut;
    for (size_t side : {0, 1}) {
        auto first = sound.channels[side].begin();
        cut.channels[side].assign(first + begin, first + end);
    }
    return cut;
}

// Frames of 4096 samples around every 1024th one, and how loud the louder side is in each.
static std::vector<double> levelsAround(const StereoSound& sound) {
    std::vector<double> levels(size_t(sound.frames() / featureHop + 1),
                               -std::numeric_limits<double>::infinity());
    for (size_t i = 0; i < levels.size(); ++i) {
        int64_t middle = int64_t(i) * featureHop;
        int64_t begin = std::max<int64_t>(0, middle - featureFrame / 2);
        int64_t end = std::min(sound.frames(), middle + featureFrame / 2);
        for (const std::vector<float>& channel : sound.channels) {
            double energy = 0;
            for (int64_t k = begin; k < end; ++k) energy += double(channel[size_t(k)]) * channel[size_t(k)];
            levels[i] = std::max(levels[i], 10 * std::log10(energy / featureFrame));
        }
    }
    return levels;
}

Judge::Judge(StereoSound reference, const std::string& name) {
    std::vector<double> levels = levelsAround(reference);
    const double least = *std::max_element(levels.begin(), levels.end()) - 45;
    auto heard = [&](double level) { return level > least; };
    int64_t first = std::find_if(levels.begin(), levels.end(), heard) - levels.begin();
    int64_t last = levels.rend() - std::find_if(levels.rbegin(), levels.rend(), heard);
    begin_ = first * featureHop;
    const int64_t end = std::min(last * featureHop, reference.frames());
    if (begin_ < end) reference_ = part(reference, begin_, end);
    loudness_ = reference_.loudness();
    if (!std::isfinite(loudness_))
        throw Error(name + " is silent or shorter than 0.4 s", "name a reference that can be heard");
    bands_ = midSideBands(reference_);
}

Evaluation Judge::judge(StereoSound mix, const std::string& name, Matching matching) const {
    mix.resize(begin_ + reference_.frames());
    mix = part(mix, begin_, mix.frames());
    Evaluation result;
    const double loudness = mix.loudness();
    if (!std::isfinite(loudness))
        throw Error(name + " is silent while its reference is heard", "render it again, or name another");
    result.louder = loudness - loudness_;
    const double gain = std::pow(10, -result.louder / 20);

    if (matching == Matching::loudness) mix.scale(gain);
    for (auto distance : {loudnessDistance, spectralDistance, panningDistance, dynamicsDistance})
        result.groups.push_back(distance(mix, reference_));
    if (matching == Matching::none) mix.scale(gain);
    MidSideBands bands = midSideBands(mix);
    result.groups.push_back(
        audioFeatureDistance(audioFeatures(mix, bands), audioFeatures(reference_, bands_)));
    result.mix = monoSum(mix, bands);
    result.reference = monoSum(reference_, bands_);
    return result;
}

}
