// All of it is asked of libebur128.
// SPDX-License-Identifier: MIT
#include "framework/audio/loudness_frames.h"
#include "framework/error/error.h"
#include <algorithm>
#include <ebur128.h>
#include <limits>
#include <memory>

namespace stemwright {

namespace {

struct EndLoudness {
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};
using LoudnessState = std::unique_ptr<ebur128_state, EndLoudness>;

LoudnessState listen(const float* left, const float* right, int64_t frames, double rate, int mode) {
    LoudnessState state(ebur128_init(2, static_cast<unsigned long>(rate), mode));
    if (!state) throw Error("no memory for measuring the loudness");
    std::vector<float> block;
    for (int64_t at = 0, count; at < frames; at += count) {
        count = std::min<int64_t>(4096, frames - at);
        block.resize(size_t(count) * 2);
        for (int64_t i = 0; i < count; ++i)
            block[size_t(2 * i)] = left[at + i], block[size_t(2 * i + 1)] = right[at + i];
        ebur128_add_frames_float(state.get(), block.data(), size_t(count));
    }
    return state;
}

}

double integratedLoudness(const float* left, const float* right, int64_t frames, double rate) {
    double level = -std::numeric_limits<double>::infinity();
    ebur128_loudness_global(listen(left, right, frames, rate, EBUR128_MODE_I).get(), &level);
    return level;
}

std::vector<double> loudnessOfFrames(const float* left, const float* right, int64_t frames, double rate) {
    const int64_t size = int64_t(0.4 * rate + 0.5), hop = size / 2;
    std::vector<double> levels;
    for (int64_t at = 0; at + size <= frames; at += hop)
        ebur128_loudness_momentary(listen(left + at, right + at, size, rate, EBUR128_MODE_M).get(),
                                   &levels.emplace_back());
    return levels;
}

}
