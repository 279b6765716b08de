// Copies where one signal enters a channel, adds exactly where several do.
// SPDX-License-Identifier: MIT
#include "framework/engine/mixdown.h"
#include "framework/audio/exact_sum.h"
#include <algorithm>
#include <bit>

namespace stemwright {

bool allFinite(const float* values, int count) noexcept {
    uint32_t bad = 0;
    for (int i = 0; i < count; ++i) bad |= (std::bit_cast<uint32_t>(values[i]) & 0x7f800000u) == 0x7f800000u;
    return bad == 0;
}

void Mixdown::add(const Feed& feed, std::vector<const float*> from, const SoundRing* ring) {
    inputs_.push_back({LevelDrive(feed.level), feed.terms, std::move(from), ring, feed.lag});
    for (const MixTerm& term : feed.terms) ++termsInto_[term.to];
}

const float* Mixdown::signal(const Input& input, int channel, int64_t frame, float* scratch) const noexcept {
    if (!input.ring) return input.from[channel];
    input.ring->read(channel, frame - input.lag, scratch);
    return scratch;
}

void Mixdown::run(int64_t frame) noexcept {
    std::array<std::array<double, quantum>, mostChannels> sums;
    for (size_t c = 0; c < rows_.size(); ++c) {
        if (termsInto_[c] > 1)
            sums[c].fill(0);
        else if (termsInto_[c] == 0)
            std::fill(rows_[c], rows_[c] + quantum, 0.f);
    }
    alignas(64) float late[quantum], levels[quantum];
    for (Input& input : inputs_) {
        int stride;
        const float* level = input.level.amplitudes(double(frame - late_), levels, stride);
        for (const MixTerm& term : input.terms) {
            const float* x = signal(input, term.from, frame, late);
            auto loud = [&](int i) { return x[i] * term.factor * level[i * stride]; };
            if (termsInto_[term.to] == 1) {
                for (int i = 0; i < quantum; ++i) rows_[term.to][i] = loud(i);
            } else if (stride == 0) {
                double* sum = sums[term.to].data();
                float factor = *level;
                for (int i = 0; i < quantum; ++i) sum[i] += exact(x[i] * term.factor * factor);
            } else {
                double* sum = sums[term.to].data();
                for (int i = 0; i < quantum; ++i) sum[i] += exact(loud(i));
            }
        }
    }
    for (size_t c = 0; c < rows_.size(); ++c)
        if (termsInto_[c] > 1)
            for (int i = 0; i < quantum; ++i) rows_[c][i] = float(sums[c][i]);
}

}
