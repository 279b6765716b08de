// Runs a part of a kernel at two, four or eight times the rate.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/fir.h"
#include <algorithm>
#include <array>
#include <utility>

namespace stemwright {

/// A halfband filter up and down: linear phase, 90 dB down beyond the transition. Every other tap is 0 but
/// the middle one, so that each way costs `pairs` multiplications for each frame of the lower rate. P. P.
/// Vaidyanathan, "Multirate Systems and Filter Banks" (1993), 4.6.
class Halfband {
  public:
    /// 4 pairs - 1 taps; `beta` is that of Kaiser's window.
    Halfband(int pairs, double beta) : pairs_(pairs) {
        double sum = 0;
        std::vector<double> exact(pairs);
        for (int k = 0; k < pairs; ++k) {
            double distance =
                2 * pairs - 1 - 2 * k; // from the middle; sine of an odd number of quarter turns
            exact[k] =
                ((2 * pairs - 2 - 2 * k) % 4 == 0 ? 1 : -1) * kaiser(distance / (2 * pairs), beta) / distance;
            sum += exact[k];
        }
        for (double tap : exact) taps_.push_back(float(0.25 * tap / sum));
    }

    /// Frames of the lower rate by which up and down together delay.
    int latency() const { return 2 * pairs_ - 1; }
    /// Frames of the lower rate to be known in front of a block.
    int historyUp() const { return 2 * pairs_ - 1; }
    /// The same for the way down, of even frames and of odd ones.
    int historyDown() const { return 2 * pairs_ - 1; }
    int historyOdd() const { return pairs_; }

    /// `x` is historyUp() old frames, then `frames` new ones; writes those of even and of odd place at twice
    /// the rate.
    template <class Lanes> void up(const Lanes* x, Lanes* even, Lanes* odd, int frames) const {
        constexpr int width = lanesOf<Lanes>;
        convolveSymmetric(reinterpret_cast<const float*>(x), reinterpret_cast<float*>(even), frames * width,
                          width, taps_.data(), pairs_);
        for (int i = 0; i < frames; ++i) even[i] = even[i] * 2.f;
        std::copy_n(x + pairs_, frames, odd);
    }

    /// `even` is historyDown() old frames and then new ones, `odd` historyOdd() and new ones.
    template <class Lanes> void down(const Lanes* even, const Lanes* odd, Lanes* y, int frames) const {
        constexpr int width = lanesOf<Lanes>;
        convolveSymmetric(reinterpret_cast<const float*>(even), reinterpret_cast<float*>(y), frames * width,
                          width, taps_.data(), pairs_);
        for (int i = 0; i < frames; ++i) y[i] = y[i] + odd[i] * 0.5f;
    }

  private:
    int pairs_;
    std::vector<float> taps_; // one side, from the end to the middle; without the middle
};

/// Up by 1, 2, 4 or 8, through something without memory, and down again.
class Oversampler {
  public:
    static constexpr int block = 64; ///< frames at once

    explicit Oversampler(int factor = 1) {
        // 20 kHz pass at a rate of 44.1 kHz; further stages have more room.
        constexpr std::array<std::pair<int, double>, 3> designs{{{32, 9.25}, {6, 10.25}, {4, 9.5}}};
        for (int s = 0; (2 << s) <= factor; ++s) stages_.emplace_back(designs[s].first, designs[s].second);
    }

    /// Frames at the outer rate. Inner stages are padded by one of their frames, which makes it a whole
    /// number.
    int latency() const {
        int inner = 0; // at the rate of each stage
        for (int s = int(stages_.size()) - 1; s >= 0; --s) inner = stages_[s].latency() + pad(s) + inner / 2;
        return inner;
    }
    size_t memory() const { // in Lanes, for each channel
        size_t sum = 0;
        for (int s = 0; s < int(stages_.size()); ++s) sum += memoryOf(s);
        return sum;
    }

    /// `frames` of x (at most `block`) to y; `shape` is called for each frame of the higher rate.
    template <class Lanes> void run(const Lanes* x, Lanes* y, int frames, Lanes* memory, auto shape) const {
        std::copy_n(x, frames, y);
        stage<0>(y, frames, memory, shape);
    }

  private:
    static int pad(int s) { return s > 0; }
    size_t memoryOf(int s) const {
        return stages_[s].historyUp() + stages_[s].historyDown() + stages_[s].historyOdd() + pad(s);
    }

    template <int S, class Lanes>
    [[gnu::noinline]] void stage(Lanes* signal, int frames, Lanes* memory, auto shape) const {
        if (S == int(stages_.size())) {
            for (int i = 0; i < frames; ++i) signal[i] = shape(signal[i]);
            return;
        }
        if constexpr (S < 3) {
            constexpr int most = block << S, old = 64;
            const Halfband& filter = stages_[S];
            Lanes known[old + most], even[old + most], odd[old + most], twice[2 * most];
            Lanes *up = memory, *down = up + filter.historyUp(), *downOdd = down + filter.historyDown(),
                  *padding = downOdd + filter.historyOdd();
            auto recall = [&](Lanes* buffer, const Lanes* from, int length) {
                std::copy_n(from, length, buffer);
            };
            auto keep = [&](const Lanes* buffer, Lanes* to, int length) {
                std::copy_n(buffer + frames, length, to);
            };

            known[0] = *up; // which GCC 12 would otherwise doubt
            recall(known, up, filter.historyUp());
            std::copy_n(signal, frames, known + filter.historyUp());
            filter.up(known, even, odd, frames);
            keep(known, up, filter.historyUp());
            for (int i = 0; i < frames; ++i) twice[2 * i] = even[i], twice[2 * i + 1] = odd[i];

            stage<S + 1>(twice, 2 * frames, memory + memoryOf(S), shape);

            recall(even, down, filter.historyDown());
            recall(odd, downOdd, filter.historyOdd());
            for (int i = 0; i < frames; ++i) {
                even[filter.historyDown() + i] = twice[2 * i];
                odd[filter.historyOdd() + i] = twice[2 * i + 1];
            }
            keep(even, down, filter.historyDown());
            keep(odd, downOdd, filter.historyOdd());
            filter.down(even, odd, signal, frames);
            if (pad(S)) {
                Lanes last = *padding;
                for (int i = 0; i < frames; ++i) std::swap(last, signal[i]);
                *padding = last;
            }
        }
    }

    std::vector<Halfband> stages_;
};

}
