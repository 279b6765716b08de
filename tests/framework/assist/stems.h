// Stems that are made by formulas, and what an analysis says of them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/track_listener.h"
#include "tests/framework/audio/sound_material.h"
#include <gmock/gmock.h>

namespace stemwright::test {

inline TrackAnalysis listened(const Samples& samples, size_t channels = 1, double rate = 48000) {
    auto frames = int64_t(samples.size() / channels);
    TrackListener listener(channels, rate, frames);
    listener.add(samples.data(), frames);
    return listener.result();
}

inline double amplitudeOf(double decibels) { return std::pow(10, decibels / 20); }

inline Samples plus(Samples a, const Samples& b) {
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) a[i] += b[i];
    return a;
}

inline Samples times(Samples a, double gain) {
    for (float& x : a) x = float(x * gain);
    return a;
}

/// Noise of so many dBFS RMS.
inline Samples noiseOf(double decibels, int64_t frames, unsigned seed = 1) {
    return noise(1, frames, float(amplitudeOf(decibels) * std::sqrt(3.)), seed);
}

/// Sound that is there for a part of each second only.
inline Samples gated(Samples a, double rate, double from, double to) {
    for (size_t i = 0; i < a.size(); ++i)
        if (double time = std::fmod(double(i) / rate, 1); time < from || time >= to) a[i] = 0;
    return a;
}

}
