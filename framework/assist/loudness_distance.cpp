// LOUD: frames as long as the shortest sound that has a loudness.
// SPDX-License-Identifier: MIT
#include "framework/assist/feature_distances.h"
#include "framework/assist/running_mean.h"
#include "framework/audio/loudness_frames.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

// What is below the gate of BS.1770 counts as silence, and all silence alike.
constexpr double silentLevel = -70;

static std::vector<double> loudnesses(const StereoSound& sound) {
    std::vector<double> levels = loudnessOfFrames(sound.channels[0].data(), sound.channels[1].data(),
                                                  sound.frames(), StereoSound::rate);
    for (double& level : levels) level = std::max(level, silentLevel);
    return levels;
}

static std::vector<double> peaks(const StereoSound& sound) {
    constexpr int64_t size = 17640, hop = size / 2;
    std::vector<double> levels;
    for (int64_t at = 0; at + size <= sound.frames(); at += hop) {
        float highest = 0;
        for (const std::vector<float>& channel : sound.channels)
            for (int64_t i = at; i < at + size; ++i)
                highest = std::max(highest, std::fabs(channel[size_t(i)]));
        levels.push_back(std::max(20 * std::log10(double(highest)), silentLevel));
    }
    return levels;
}

LoudnessFeatures loudnessFeatures(const StereoSound& sound) { return {loudnesses(sound), peaks(sound)}; }

DistanceGroup loudnessDistance(const LoudnessFeatures& mix, const LoudnessFeatures& reference) {
    return meanOf("LOUD", {{"loudness", runningError(mix.loudness, reference.loudness)},
                           {"peak", runningError(mix.peak, reference.peak)}});
}

}
