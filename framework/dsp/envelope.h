// Followers of a level, with separate times for its rise and its fall.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/elementary.h"

namespace stemwright {

// After D. Giannoulis, M. Massberg and J. D. Reiss, "Digital Dynamic Range Compressor Design: A Tutorial and
// Analysis", J. Audio Eng. Soc. 60 (2012).

/// The share of the way that a one-pole filter goes in each frame so that it has done 1 - 1/e of a step in
/// `frames`.
template <class Lanes> inline Lanes approach(Lanes frames) {
    constexpr Scalar<Lanes> logOfTwoOfE = 1.4426950408889634;
    return -exp2MinusOne<Lanes>(-logOfTwoOfE / max<Lanes>(frames, all<Lanes>(Scalar<Lanes>(0.02))));
}

/// Goes up with one share and down with another ("smooth, branching").
template <class Lanes> struct Envelope {
    Lanes level{};

    Lanes tick(Lanes x, Lanes attack, Lanes release) {
        level = level + select(x > level, attack, release) * (x - level);
        return level;
    }
};

/// Jumps to peaks, lets go of them with one share, and smooths the whole with the other ("smooth,
/// decoupled"): stays on the peaks of a wave, and knows no corner where rise turns to fall.
template <class Lanes> struct PeakEnvelope {
    Lanes peak{}, level{};

    Lanes tick(Lanes x, Lanes attack, Lanes release) {
        peak = max<Lanes>(x, peak + release * (x - peak));
        level = level + attack * (peak - level);
        return level;
    }
};

}
