// The console whose speed is measured: every number of it, once for the document and for the reference.
// SPDX-License-Identifier: MIT
#pragma once
#include <array>

namespace stemwright::bench {

constexpr int rate = 48000, seconds = 60; ///< of every track

/// One band of the equaliser; Hz and dB.
struct Band {
    enum class Shape { lowShelf, bell, highShelf } shape;
    double freq, gain, q;
};

/// With a hard knee, and a detector of peaks for all channels at once; dB and ms.
struct Dynamics {
    double threshold, ratio, attack, release;
};

/// Sound goes through a strip in this order. `gain` and `send` (behind the pan) in dB, `pan` from -1 to 1.
struct Strip {
    double cutoff; ///< of a Butterworth high-pass of the second order, in Hz
    std::array<Band, 4> bands;
    Dynamics compressor;
    double gain, pan, send;
};

/// The settings of track `track` of `tracks`; tracks share no value that could be folded into a constant.
Strip strip(int track, int tracks);

constexpr Dynamics masterCompressor{-12, 2, 20, 200};
constexpr double ceiling = -1, limiterRelease = 50, roomDecay = 2; ///< dB, ms, s

}
