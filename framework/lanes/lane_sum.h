// Exact sums over the lanes of a block.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/exact_sum.h"
#include "framework/lanes/rows.h"
#include "framework/lanes/vectors.h"
#include <algorithm>

namespace stemwright {

// A wide vector's halves, and a short one beside zeros.
template <int first, class V> [[gnu::always_inline]] inline Halves halfOf(V x) {
    return [&]<int... l>(std::integer_sequence<int, l...>) {
        return __builtin_shufflevector(x, V{}, std::min(first + l, 2 * lanesOf<V> - 1)...);
    }
    (std::make_integer_sequence<int, half>());
}

// `x` times unitScale as whole units of 2^-38, of which sums are exact and cheap, and a constant that is the
// same for all.
#if defined __AVX512DQ__
constexpr float unitScale = 0x1p38f;
constexpr uint64_t unitsOfNothing = 0;
[[gnu::always_inline]] inline Longs unitsOf(Halves x) { return (Longs)_mm512_cvtps_epi64((__m256)x); }
#else
constexpr float unitScale = 1;
constexpr uint64_t unitsOfNothing = __builtin_bit_cast(uint64_t, exactMagic);
[[gnu::always_inline]] inline Longs unitsOf(Halves x) { return bits<Doubles>(widened(x) + exactMagic); }
#endif

template <class V> [[gnu::always_inline]] inline Longs unitsOfHalves(V x) {
    Longs lower = unitsOf(halfOf<0>(x));
    if constexpr (lanesOf<V> <= half)
        return lower;
    else
        return lower + unitsOf(halfOf<half>(x));
}

// A sum of unitsOf for `terms` lanes as doubles. The lower and the upper 32 bits are put into
// mantissas of their own.
inline Doubles unitsToDoubles(Longs sum, int terms) {
    Longs units = sum - int64_t(unitsOfNothing * uint64_t(terms));
    Longs lower = (units & 0xffffffff) | __builtin_bit_cast(int64_t, 0x1p14);
    Longs upper = ((units >> 32) & 0xffffffff) ^ (__builtin_bit_cast(int64_t, 0x1p46) | 0x80000000);
    return (fromBits<Doubles>(upper) - (0x1p46 + 0x1p25 + 0x1p14)) + fromBits<Doubles>(lower);
}

// Of two vectors one: each lane and the one `distance` away are added, of `a` and of `b` by turns.
template <int distance, int... l>
[[gnu::always_inline]] inline Longs folded(Longs a, Longs b, std::integer_sequence<int, l...>) {
    return __builtin_shufflevector(a, b, (l & distance ? half + l : l)...) +
           __builtin_shufflevector(a, b, (l & distance ? half + l - distance : l + distance)...);
}

// The sums over all lanes of 2 `distance` vectors, in their order.
template <int distance> [[gnu::always_inline]] inline Longs sumsOver(Longs* vectors) {
    if constexpr (distance == 0)
        return vectors[0];
    else {
        for (int i = 0; i < distance; ++i)
            vectors[i] =
                folded<distance>(vectors[i], vectors[i + distance], std::make_integer_sequence<int, half>());
        return sumsOver<distance / 2>(vectors);
    }
}

template <int W, int stride, class Limit>
void sumLanes(const float* block, const float* gains, double* to, Limit limit) {
    const Pack<W> still = load<Pack<W>>(gains) * unitScale;
    for (int i = 0; i < quantum; i += half) {
        Longs sums[half];
        for (int f = 0; f < half; ++f) {
            Pack<W> gain = still;
            if constexpr (stride != 0) gain = load<Pack<W>>(gains + (i + f) * stride) * unitScale;
            sums[f] = unitsOfHalves(limit(load<Pack<W>>(block + (i + f) * W) * gain));
        }
        store(to + i, unitsToDoubles(sumsOver<half / 2>(sums), std::max(W, half)));
    }
}

template <int W, int stride>
void sumWithin(const float* block, const float* gains, float loudest, double* to) {
    if (loudest <= exactLimit)
        sumLanes<W, stride>(block, gains, to, [](Pack<W> x) { return x; });
    else
        sumLanes<W, stride>(block, gains, to, [](Pack<W> x) {
            constexpr float limit = exactLimit * unitScale;
            return clamp<Pack<W>>(x, all<Pack<W>>(-limit), all<Pack<W>>(limit));
        });
}

template <int W>
void sum(const float* block, float most, const float* gains, int stride, double* to) noexcept {
    if (stride != 0) return sumWithin<W, W>(block, gains, most * bound(gains, W * quantum), to);
    int seen = 0;
    for (int l = 0; l < W; ++l) seen |= bits<float>(gains[l]);
    sumWithin<W, 0>(block, gains, most * abs<float>(fromBits<float>(seen)), to);
}

}
