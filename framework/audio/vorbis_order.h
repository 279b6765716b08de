// The order in which Vorbis and Opus hold the channels of 5.1.
// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>

namespace stemwright {

/// For left, centre, right, both surrounds and LFE (Vorbis I, section 4.3.9) where they stand among left,
/// right, centre, LFE and both surrounds, the order of WAV, FLAC and this program. libsndfile leaves it as it
/// is.
constexpr std::array<int, 6> vorbisOrder{0, 2, 1, 4, 5, 3};

/// Interleaved frames from one order to the other, in place.
inline void toVorbisOrder(float* samples, int64_t frames) {
    for (; frames > 0; --frames, samples += vorbisOrder.size()) {
        std::array<float, vorbisOrder.size()> frame;
        std::copy_n(samples, frame.size(), frame.begin());
        for (size_t c = 0; c < frame.size(); ++c) samples[c] = frame[size_t(vorbisOrder[c])];
    }
}

inline void fromVorbisOrder(float* samples, int64_t frames) {
    for (; frames > 0; --frames, samples += vorbisOrder.size()) {
        std::array<float, vorbisOrder.size()> frame;
        std::copy_n(samples, frame.size(), frame.begin());
        for (size_t c = 0; c < frame.size(); ++c) samples[vorbisOrder[c]] = frame[c];
    }
}

}
