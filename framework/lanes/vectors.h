// Registers of this instruction set, and how they are filled.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/elementary.h"
#include "framework/node/node.h"

namespace stemwright {

using Frames = Pack<nativeLanes>;

// Doubles fill a register with half as many values as floats.
constexpr int half = nativeLanes / 2;
using Halves = Pack<half>;
using Doubles = DoublesOf<Halves>;
using Longs = IntsOf<Doubles>;

template <class V> V load(const void* from) {
    V v;
    std::memcpy(&v, from, sizeof v);
    return v;
}
template <class V> void store(void* to, V v) { std::memcpy(to, &v, sizeof v); }

// GCC 12 makes four to eight instructions of the general form.
[[gnu::always_inline]] inline Doubles widened(Halves x) {
#if defined __AVX512F__
    return (Doubles)_mm512_maskz_cvtps_pd(0xff, (__m256)x);
#elif defined __AVX__
    return (Doubles)_mm256_cvtps_pd((__m128)x);
#else
    return convert<Doubles>(x);
#endif
}

// Elements of a vector from `first` on.
template <int first, class V, int... i>
[[gnu::always_inline]] inline auto elements(V x, std::integer_sequence<int, i...>) {
    return __builtin_shufflevector(x, x, first + i...);
}

// The bits that are set in any element.
template <class Ints> [[gnu::always_inline]] inline int anyBits(Ints x) {
    if constexpr (constexpr int part = lanesOf<Ints> / 2; part > 1) {
        std::make_integer_sequence<int, part> each;
        return anyBits(elements<0>(x, each) | elements<part>(x, each));
    } else
        return x[0] | x[1];
}

}
