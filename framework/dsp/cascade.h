// Second-order sections one after another, as many at once as hide each other's latency.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/svf.h"
#include <type_traits>

namespace stemwright {

namespace detail {

// One lone recursion waits for its own result most of the time; up to four of them, of two channels and two
// sections, run in the time of one.
template <int Channels, int Count, class Lanes>
inline void cascadePart(const Lanes* const* x, Lanes* const* y, int frames, SvfState<Lanes>* const* memory,
                        auto sections) {
    constexpr bool rests = std::is_reference_v<decltype(sections.record(0)(0))>;
    SvfState<Lanes> state[Channels][Count]; // in registers: stores to y could be stores to memory
    Svf<Lanes> f[Count];
    for (int b = 0; b < Count; ++b) {
        f[b] = sections.record(b)(0);
        for (int c = 0; c < Channels; ++c) state[c][b] = memory[c][b];
    }
    for (int i = 0; i < frames; ++i) {
        if constexpr (!rests)
            for (int b = 0; b < Count; ++b) f[b] = sections.record(b)(i);
        for (int c = 0; c < Channels; ++c) {
            Lanes v = x[c][i];
            for (int b = 0; b < Count; ++b) v = state[c][b].tick(v, f[b]);
            y[c][i] = v;
        }
    }
    for (int b = 0; b < Count; ++b)
        for (int c = 0; c < Channels; ++c) memory[c][b] = state[c][b];
}

template <int Channels, class Lanes>
inline void cascadeOf(const Lanes* const* in, Lanes* const* out, int frames, SvfState<Lanes>* const* memory,
                      int count, auto sections) {
    SvfState<Lanes>* state[Channels];
    for (int b = 0; b < count;) {
        for (int c = 0; c < Channels; ++c) state[c] = memory[c] + b;
        const Lanes* x[Channels];
        for (int c = 0; c < Channels; ++c) x[c] = b == 0 ? in[c] : out[c];
        if (count - b >= 2) {
            cascadePart<Channels, 2, Lanes>(x, out, frames, state, sections.record(b));
            b += 2;
        } else {
            cascadePart<Channels, 1, Lanes>(x, out, frames, state, sections.record(b));
            b += 1;
        }
    }
}

}

/// Words of memory, in Lanes, that a cascade needs.
inline size_t cascadeMemory(int channels, int sections) { return size_t(channels) * sections * 2; }

/// Filters `channels` signals by `count` sections each; `sections.record(b)(i)` is section b at frame i.
/// `input(c)` and `output(c)` are the frames of a channel.
template <class Lanes>
inline void cascade(int channels, auto input, auto output, int frames, Lanes* memory, int count,
                    auto sections) {
    SvfState<Lanes>* states = reinterpret_cast<SvfState<Lanes>*>(memory);
    int c = 0;
    for (; c + 1 < channels; c += 2) {
        const Lanes* x[2] = {input(c), input(c + 1)};
        Lanes* y[2] = {output(c), output(c + 1)};
        SvfState<Lanes>* state[2] = {states + c * count, states + (c + 1) * count};
        detail::cascadeOf<2, Lanes>(x, y, frames, state, count, sections);
    }
    if (c < channels) {
        const Lanes* x[1] = {input(c)};
        Lanes* y[1] = {output(c)};
        SvfState<Lanes>* state[1] = {states + c * count};
        detail::cascadeOf<1, Lanes>(x, y, frames, state, count, sections);
    }
}

}
