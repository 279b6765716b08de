// Delays sound so that a gain can move before what it answers to.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/ring.h"
#include "framework/node/registry.h"
#include <cmath>

namespace stemwright {

/// A time in ms as whole frames.
inline int framesOf(double ms, double rate) { return int(std::lround(ms * rate / 1000)); }

struct LookAhead {
    int frames = 0;

    size_t memory(int channels) const { return frames > 0 ? channels * Ring<float>::size(frames) : 0; }

    /// Writes `in` times `drive` to `out`, delayed, each frame times its gain. All that is delayed has its
    /// drive already.
    template <class Lanes>
    void apply(const AudioIn& in, const AudioOut& out, const Signals<Lanes>& signals, Lanes* memory,
               const Lanes* gain, auto drive) const {
        for (int c = 0; c < out.channels; ++c) {
            const Lanes* x = signals.in(in, c);
            Lanes* y = signals.out(out, c);
            if (frames == 0) {
                for (int i = 0; i < signals.frames; ++i) y[i] = drive(i) * x[i] * gain[i];
                continue;
            }
            Ring<Lanes> ring(memory + c * Ring<Lanes>::size(frames), Ring<Lanes>::size(frames));
            ring.pieces(signals.frame, signals.frames, [&](int i, Lanes* to, int n) {
                for (int k = 0; k < n; ++k) to[k] = drive(i + k) * x[i + k];
            });
            ring.pieces(signals.frame - frames, signals.frames, [&](int i, const Lanes* from, int n) {
                for (int k = 0; k < n; ++k) y[i + k] = from[k] * gain[i + k];
            });
        }
    }
    template <class Lanes>
    void apply(const AudioIn& in, const AudioOut& out, const Signals<Lanes>& signals, Lanes* memory,
               const Lanes* gain) const {
        apply(in, out, signals, memory, gain, [](int) { return 1.f; });
    }
};

}
