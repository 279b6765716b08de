// Second-order sections one after another, as many at once as hide each other's latency.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/svf.h"
#include <utility>

namespace stemwright {

namespace detail {

// A recursion waits for its own result most of the time, so several run at once: of two channels, and of
// sections one after another, each of which is a frame behind the one before it.
template <int Channels, int Count, class Lanes, class Sections> class CascadePart {
  public:
    CascadePart(const Lanes* const* x, Lanes* const* y, Sections sections)
        : x_(x), y_(y), sections_(sections) {}

    [[gnu::always_inline]] void run(int frames, SvfState<Lanes>* const* memory) {
        for (int b = 0; b < Count; ++b)
            for (int c = 0; c < Channels; ++c) state_[c][b] = memory[c][b];
        fill(std::make_integer_sequence<int, Count - 1>());
        for (int i = Count - 1; i < frames; ++i) advance<0, Count>(i);
        drain(frames, std::make_integer_sequence<int, Count - 1>());
        for (int b = 0; b < Count; ++b)
            for (int c = 0; c < Channels; ++c) memory[c][b] = state_[c][b];
    }

  private:
    // Sections from `First` to before `Last`; the first of all does frame `i`.
    template <int First, int Last> [[gnu::always_inline]] void advance(int i) {
        for (int c = 0; First == 0 && c < Channels; ++c) passed_[c][0] = x_[c][i];
        for (int b = Last - 1; b >= First; --b) {
            const Svf<Lanes>& f = sections_.record(b)(i - b);
            for (int c = 0; c < Channels; ++c) passed_[c][b + 1] = state_[c][b].tick(passed_[c][b], f);
        }
        for (int c = 0; Last == Count && c < Channels; ++c) y_[c][i - (Count - 1)] = passed_[c][Count];
    }
    template <int... i> [[gnu::always_inline]] void fill(std::integer_sequence<int, i...>) {
        (advance<0, i + 1>(i), ...);
    }
    template <int... i> [[gnu::always_inline]] void drain(int frames, std::integer_sequence<int, i...>) {
        (advance<i + 1, Count>(frames + i), ...);
    }

    const Lanes* const* x_;
    Lanes* const* y_;
    Sections sections_;
    SvfState<Lanes> state_[Channels][Count]; // in registers: stores to y could be stores to memory
    Lanes passed_[Channels][Count + 1];      // from section to section
};

template <int Channels, int Most, class Lanes>
inline void cascadeOf(const Lanes* const* in, Lanes* const* out, int frames, SvfState<Lanes>* const* memory,
                      int count, auto sections) {
    if constexpr (Most > 0) {
        if (count < Most)
            return cascadeOf<Channels, Most - 1, Lanes>(in, out, frames, memory, count, sections);
        CascadePart<Channels, Most, Lanes, decltype(sections)>(in, out, sections).run(frames, memory);
        SvfState<Lanes>* rest[Channels];
        for (int c = 0; c < Channels; ++c) rest[c] = memory[c] + Most;
        cascadeOf<Channels, Most, Lanes>(out, out, frames, rest, count - Most, sections.record(Most));
    }
}

}

/// As many as there are registers for: AVX-512 has twice as many.
constexpr int sectionsAtOnce = nativeLanes >= 16 ? 4 : 2;

/// Words of memory, in Lanes, that a cascade needs.
inline size_t cascadeMemory(int channels, int sections) { return size_t(channels) * sections * 2; }

/// Filters `channels` signals by `count` sections each; `sections.record(b)(i)` is section b at frame i.
/// `input(c)` and `output(c)` are the frames of a channel, at least `sectionsAtOnce`.
template <class Lanes>
inline void cascade(int channels, auto input, auto output, int frames, Lanes* memory, int count,
                    auto sections) {
    SvfState<Lanes>* states = reinterpret_cast<SvfState<Lanes>*>(memory);
    int c = 0;
    for (; c + 1 < channels; c += 2) {
        const Lanes* x[2] = {input(c), input(c + 1)};
        Lanes* y[2] = {output(c), output(c + 1)};
        SvfState<Lanes>* state[2] = {states + c * count, states + (c + 1) * count};
        detail::cascadeOf<2, 2, Lanes>(x, y, frames, state, count, sections);
    }
    if (c < channels) {
        const Lanes* x[1] = {input(c)};
        Lanes* y[1] = {output(c)};
        SvfState<Lanes>* state[1] = {states + c * count};
        detail::cascadeOf<1, sectionsAtOnce, Lanes>(x, y, frames, state, count, sections);
    }
}

}
