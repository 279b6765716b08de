// Values along straight lines, of one lane or of many side by side.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lanes/vectors.h"
#include "framework/node/moves.h"

namespace stemwright {

// Where lines are at the start of a quantum, and how they go on: of one line, or of W side by side.
template <int W> struct Starts {
    Pack<W> value, slope;

    Starts(const Lines& lines, double frame) {
        for (int l = 0; l < W; ++l) {
            lane(value, l) = float(lines.value[l] + lines.slope[l] * (frame - lines.from[l]));
            lane(slope, l) = float(lines.slope[l]);
        }
    }
};

template <int W>
void grid(float* to, int stride, const Lines& lines, double frame, double low, double high) noexcept {
    for (int p = 0; p <= quantum / controlStep; ++p)
        for (int l = 0; l < W; ++l) {
            double value = lines.value[l] + lines.slope[l] * (frame + p * controlStep - lines.from[l]);
            value = value < low ? low : value;
            to[p * stride + l] = float(value > high ? high : value);
        }
}

// Each frame of W lines, or of one line so many frames at once as fill a register.
template <int W, class Each> void alongLines(float* to, const Lines& lines, double frame, Each each) {
    Starts<W> start(lines, frame);
    if constexpr (W == 1) {
        Pack<nativeLanes> ahead;
        for (int l = 0; l < nativeLanes; ++l) ahead[l] = float(l);
        for (int i = 0; i < quantum; i += nativeLanes)
            store(to + i, each(start.value + start.slope * (ahead + float(i))));
    } else
        for (int i = 0; i < quantum; ++i) store(to + i * W, each(start.value + start.slope * float(i)));
}

template <int W> void samples(float* to, const Lines& lines, double frame, float low, float high) noexcept {
    alongLines<W>(to, lines, frame, [=](auto x) {
        using V = decltype(x);
        return clamp<V>(x, all<V>(low), all<V>(high));
    });
}

// Amplitudes along a line in dB: each is that of the eighth frame before, times that of the steps since.
template <int W>
void levels(float* to, const Lines& lines, double frame, const float* resting,
            const float* factors) noexcept {
    constexpr int stretch = 8;
    Starts<W> start(lines, frame);
    Pack<W> rest = load<Pack<W>>(resting), factor = load<Pack<W>>(factors), steps[stretch];
    for (int s = 0; s < stretch; ++s) steps[s] = amplitude(start.slope * float(s));
    for (int i = 0; i < quantum; i += stretch) {
        Pack<W> level = amplitude(start.value + start.slope * float(i)) * factor;
        for (int s = 0; s < stretch; ++s) {
            Pack<W> moving = level * steps[s];
            store(to + (i + s) * W, select(start.slope != 0.f, moving, rest * factor));
        }
    }
}

}
