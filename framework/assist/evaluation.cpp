// Brings both sounds together, then asks for every distance.
// SPDX-License-Identifier: MIT
#include "framework/assist/evaluation.h"
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

Judge::Features Judge::featuresOf(StereoSound sound, double gain, Matching matching) {
    Features features;
    // None of these depends on the level, so they are spared the rounding.
    features.spectral = spectralFeatures(sound);
    features.panning = panningFeatures(sound);
    features.dynamics = dynamicsFeatures(sound);
    if (matching == Matching::none) features.loudness = loudnessFeatures(sound);
    sound.scale(gain);
    if (matching == Matching::loudness) features.loudness = loudnessFeatures(sound);
    MidSideBands bands = midSideBands(sound);
    features.audio = audioFeatures(sound, bands);
    features.mono = monoSum(sound, bands);
    return features;
}

Judge::Judge(const StereoSound& reference, const std::string& name) {
    std::vector<double> levels = levelsAround(reference);
    const double least = *std::max_element(levels.begin(), levels.end()) - 45;
    auto heard = [&](double level) { return level > least; };
    int64_t first = std::find_if(levels.begin(), levels.end(), heard) - levels.begin();
    int64_t last = levels.rend() - std::find_if(levels.rbegin(), levels.rend(), heard);
    begin_ = first * featureHop;
    end_ = std::min(last * featureHop, reference.frames());
    StereoSound judged = begin_ < end_ ? part(reference, begin_, end_) : StereoSound();
    loudness_ = judged.loudness();
    if (!std::isfinite(loudness_))
        throw Error(name + " is silent or shorter than 0.4 s", "name a reference that can be heard");
    features_ = featuresOf(std::move(judged), 1, Matching::none);
}

Evaluation Judge::judge(StereoSound mix, const std::string& name, Matching matching) const {
    mix.resize(end_);
    mix = part(mix, begin_, end_);
    const double loudness = mix.loudness();
    if (!std::isfinite(loudness))
        throw Error(name + " is silent while its reference is heard", "render it again, or name another");
    Evaluation result;
    result.louder = loudness - loudness_;
    Features features = featuresOf(std::move(mix), std::pow(10, -result.louder / 20), matching);
    result.groups = {loudnessDistance(features.loudness, features_.loudness),
                     spectralDistance(features.spectral, features_.spectral),
                     panningDistance(features.panning, features_.panning),
                     dynamicsDistance(features.dynamics, features_.dynamics),
                     audioFeatureDistance(features.audio, features_.audio)};
    result.mix = features.mono, result.reference = features_.mono;
    return result;
}

}
