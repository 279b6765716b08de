// Stereo sounds to be judged.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/stereo_sound.h"
#include <cmath>
#include <numbers>
#include <random>

namespace stemwright::test {

/// Notes of decaying harmonics, each with a place between the sides, and noise beneath. The same for a seed.
inline StereoSound notes(double seconds, unsigned seed) {
    std::mt19937 generator(seed);
    auto chance = [&] { return double(generator() >> 8) * 0x1p-24; };
    StereoSound sound;
    sound.resize(int64_t(seconds * StereoSound::rate));
    for (std::vector<float>& channel : sound.channels)
        for (float& sample : channel) sample = float(0.002 * (2 * chance() - 1));
    for (int64_t at = 0; at < sound.frames(); at += int64_t(0.11 * StereoSound::rate)) {
        double turn = 2 * std::numbers::pi * 50 * std::exp2(5 * chance()) / StereoSound::rate,
               side = chance();
        for (int64_t i = at; i < std::min(sound.frames(), at + 20000); ++i) {
            double t = double(i - at), value = 0;
            for (int k = 1; k <= 6; ++k) value += std::sin(turn * k * t) / k;
            value *= 0.2 * std::exp(-t / 6000);
            sound.channels[0][size_t(i)] += float(value * (1 - side));
            sound.channels[1][size_t(i)] += float(value * side);
        }
    }
    return sound;
}

/// Nothing from one time to another, in s, on the sides named.
inline void silence(StereoSound& sound, double from, double to, std::vector<size_t> sides = {0, 1}) {
    for (size_t side : sides)
        for (size_t i = size_t(from * StereoSound::rate); i < size_t(to * StereoSound::rate); ++i)
            sound.channels[side].at(i) = 0;
}

inline StereoSound swapped(StereoSound sound) {
    std::swap(sound.channels[0], sound.channels[1]);
    return sound;
}

}
