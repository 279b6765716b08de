// A delay line in a kernel's memory, indexed by absolute time.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/elementary.h"
#include <bit>

namespace stemwright {

/// Holds the last frames of a signal. Because the place of a frame follows from its time alone, rings of
/// equal size agree in every lane, and nothing but the memory is state.
template <class Lanes> class Ring {
  public:
    /// Frames to ask for: for reads up to `longest` frames back, after a stretch of up to `block` frames was
    /// written.
    static size_t size(int longest, int block = 64) { return std::bit_ceil(size_t(longest) + block + 4); }

    Ring(Lanes* memory, size_t size) : memory_(memory), mask_(int64_t(size) - 1) {}

    void write(int64_t time, Lanes x) const { memory_[time & mask_] = x; }

    /// Calls `each(i, piece, n)` for the one or two pieces on end that `count` frames from `time` on lie in:
    /// n of them, from the i-th, at `piece`.
    void pieces(int64_t time, int count, auto each) const {
        int start = int(time & mask_), first = count < mask_ + 1 - start ? count : int(mask_) + 1 - start;
        each(0, memory_ + start, first);
        if (first < count) each(first, memory_, count - first);
    }

    /// What was written at `time`; 0 before the start.
    Lanes read(int64_t time) const { return memory_[time & mask_]; }

    /// What was written at `time` minus a delay in whole frames, each lane its own.
    Lanes read(int64_t time, IntsOf<Lanes> delay) const {
        return gather<Lanes>(memory_, (int32_t(time & mask_) - delay) & int32_t(mask_));
    }

    /// The same for any delay, straight between two frames. 0 and up.
    Lanes readLinear(int64_t time, Lanes delay) const {
        IntsOf<Lanes> whole = convert<IntsOf<Lanes>>(delay);
        Lanes part = delay - convert<Lanes>(whole), near = read(time, whole), far = read(time, whole + 1);
        return near + part * (far - near);
    }

    /// The same along the cubic through four frames (Lagrange), which keeps treble. 1 and up.
    Lanes readCubic(int64_t time, Lanes delay) const {
        IntsOf<Lanes> whole = convert<IntsOf<Lanes>>(delay);
        Lanes t = delay - convert<Lanes>(whole);
        Lanes a = read(time, whole - 1), b = read(time, whole), c = read(time, whole + 1),
              d = read(time, whole + 2);
        Lanes up = t + 1.f, down = t - 1.f, far = t - 2.f;
        return (up * t * down * d - down * t * far * a) * (1.f / 6) +
               (up * down * far * b - up * t * far * c) * 0.5f;
    }

  private:
    Lanes* memory_;
    int64_t mask_;
};

}
