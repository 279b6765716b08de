// The loudest and the mean of the last frames, over lanes and to the bit.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/ring.h"
#include <algorithm>

namespace stemwright {

/// The largest of the last `width` frames (of non-negative numbers), by pairs, fours, eights: a few steps for
/// any width, in all lanes alike.
class SlidingMaximum {
  public:
    explicit SlidingMaximum(int width = 1) : width_(width) {}

    size_t memory() const { // in Lanes
        size_t sum = 0;
        for (int span = 1; span <= width_; span *= 2) sum += Ring<float>::size(reach(span));
        return sum;
    }

    /// Replaces `frames` values, of which the first is at `time`.
    template <class Lanes> void run(Lanes* values, int frames, int64_t time, Lanes* memory) const {
        for (int span = 1; span <= width_; span *= 2) {
            size_t size = Ring<Lanes>::size(reach(span));
            Ring<Lanes> ring(memory, size);
            memory += size;
            ring.pieces(time, frames, [&](int i, Lanes* to, int n) { std::copy_n(values + i, n, to); });
            ring.pieces(time - reach(span), frames, [&](int i, const Lanes* old, int n) {
                for (int k = 0; k < n; ++k) values[i + k] = max<Lanes>(values[i + k], old[k]);
            });
        }
    }

  private:
    // How far the maximum of `span` frames is put together with an older one of itself.
    int reach(int span) const { return 2 * span <= width_ ? span : width_ - span; }

    int width_;
};

/// The mean of the last `width` frames of numbers from 0 to 1, in fixed point of 20 bits: a running sum that
/// is exact, so that it knows no drift.
class SlidingMean {
  public:
    explicit SlidingMean(int width = 1) : width_(width) {}

    size_t memory() const { return Ring<float>::size(width_); }

    template <class Lanes>
    void run(Lanes* values, int frames, int64_t time, Lanes* memory, IntsOf<Lanes>& sum) const {
        Ring<Lanes> ring(memory, Ring<Lanes>::size(width_));
        IntsOf<Lanes> total = sum;
        float scale = 1.f / (float(width_) * 0x1p20f);
        for (int i = 0; i < frames; ++i) // whole numbers below 2^24, exact
            values[i] = convert<Lanes>(convert<IntsOf<Lanes>>(values[i] * 0x1p20f));
        ring.pieces(time, frames, [&](int i, Lanes* to, int n) { std::copy_n(values + i, n, to); });
        ring.pieces(time - width_, frames, [&](int i, const Lanes* old, int n) {
            for (int k = 0; k < n; ++k) values[i + k] = values[i + k] - old[k];
        });
        for (int i = 0; i < frames; ++i) {
            total += convert<IntsOf<Lanes>>(values[i]);
            values[i] = convert<Lanes>(total) * scale;
        }
        sum = total;
    }

  private:
    int width_;
};

}
