// Functions of single values and of two, over a register of frames.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lanes/vectors.h"
#include "framework/neural/network_kernels.h"

namespace stemwright {

// `each(channel)` is the function of that channel.
template <class Each>
[[gnu::always_inline]] inline void overValues(HeardRows in, FilledRows out, int channels, int frames,
                                              Each each) {
    for (int c = 0; c < channels; ++c) {
        auto function = each(size_t(c));
        const float* from = in[c];
        float* to = out[c];
        for (int f = 0; f < frames; f += nativeLanes) store(to + f, function(load<Frames>(from + f)));
    }
}

inline Frames sigmoid(Frames x) { return 1.f / (1.f + exp<Frames>(-x)); }

inline void pointwise(const Pointwise& layer, HeardRows in, FilledRows out, int channels,
                      int frames) noexcept {
    auto always = [&](auto function) {
        overValues(in, out, channels, frames, [=](size_t) { return function; });
    };
    auto byChannel = [&](auto function) {
        overValues(in, out, channels, frames, [&](size_t c) {
            float a = layer.a[c], b = layer.b[c];
            return [=](Frames x) { return function(x, a, b); };
        });
    };
    switch (layer.kind) {
    case Pointwise::Kind::same:
        return always([](Frames x) { return x; });
    case Pointwise::Kind::affine:
        return byChannel([](Frames x, float a, float b) { return x * a + b; });
    case Pointwise::Kind::slope:
        return byChannel([](Frames x, float a, float) { return select(x < 0.f, x * a, x); });
    case Pointwise::Kind::clamp:
        return byChannel([](Frames x, float a, float b) {
            return stemwright::clamp<Frames>(x, all<Frames>(a), all<Frames>(b));
        });
    case Pointwise::Kind::tanh:
        return always([](Frames x) { return stemwright::tanh<Frames>(x); });
    case Pointwise::Kind::sigmoid:
        return always(sigmoid);
    case Pointwise::Kind::magnitude:
        return always([](Frames x) { return stemwright::abs<Frames>(x); });
    case Pointwise::Kind::exp:
        return always([](Frames x) { return stemwright::exp<Frames>(x); });
    }
}

inline void pairwise(Pairwise kind, HeardRows a, HeardRows b, FilledRows out, int channels,
                     int frames) noexcept {
    auto with = [&](auto function) {
        for (int c = 0; c < channels; ++c)
            for (int f = 0; f < frames; f += nativeLanes)
                store(out[c] + f, function(load<Frames>(a[c] + f), load<Frames>(b[c] + f)));
    };
    switch (kind) {
    case Pairwise::sum:
        return with([](Frames x, Frames y) { return x + y; });
    case Pairwise::difference:
        return with([](Frames x, Frames y) { return x - y; });
    case Pairwise::product:
        return with([](Frames x, Frames y) { return x * y; });
    case Pairwise::quotient:
        return with([](Frames x, Frames y) { return x / y; });
    case Pairwise::least:
        return with([](Frames x, Frames y) { return min<Frames>(x, y); });
    case Pairwise::greatest:
        return with([](Frames x, Frames y) { return max<Frames>(x, y); });
    }
}

}
