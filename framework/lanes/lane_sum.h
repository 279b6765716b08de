// Exact sums over the lanes of a block.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/exact_sum.h"
#include "framework/lanes/rows.h"
#include "framework/lanes/vectors.h"
#include <algorithm>

namespace stemwright {

// `x` times unitScale as whole units of 2^-38, of which sums are exact and cheap, and a constant that is the
// same for all.
#if defined __AVX512DQ__
constexpr float unitScale = 0x1p38f;
constexpr int64_t unitsOfNothing = 0;
[[gnu::always_inline]] inline Longs unitsOf(Halves x) { return (Longs)_mm512_cvtps_epi64((__m256)x); }
#else
constexpr float unitScale = 1;
constexpr int64_t unitsOfNothing = __builtin_bit_cast(int64_t, exactMagic);
[[gnu::always_inline]] inline Longs unitsOf(Halves x) { return bits<Doubles>(widened(x) + exactMagic); }
#endif

template <class V, int... l>
[[gnu::always_inline]] inline Halves besideZeros(V x, std::integer_sequence<int, l...>) {
    return __builtin_shufflevector(x, V{}, std::min(l, 2 * lanesOf<V> - 1)...);
}

// The sum of unitsOf the halves of W values. They are taken from memory, because it costs more to take a
// register apart.
template <int W> [[gnu::always_inline]] inline Longs unitsOfHalves(const float* values) {
    if constexpr (W > half)
        return unitsOf(load<Halves>(values)) + unitsOf(load<Halves>(values + half));
    else
        return unitsOf(besideZeros(load<Pack<W>>(values), std::make_integer_sequence<int, half>()));
}

// A sum of unitsOf of `terms` lanes as doubles, where it is below 2^13: then its units can be put into the
// mantissa of exactMagic.
template <int terms> [[gnu::always_inline]] inline Doubles unitsToDoubles(Longs sum) {
    constexpr uint64_t magic = __builtin_bit_cast(uint64_t, exactMagic);
    return fromBits<Doubles>(sum + int64_t(magic - terms * uint64_t(unitsOfNothing))) - exactMagic;
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

// Values times unitScale.
template <int W> void addLanes(const float* values, double* to) {
    for (int i = 0; i < quantum; i += half) {
        Longs sums[half];
        for (int f = 0; f < half; ++f) sums[f] = unitsOfHalves<W>(values + (i + f) * W);
        store(to + i, unitsToDoubles<std::max(W, half)>(sumsOver<half / 2>(sums)));
    }
}

template <int W, int stride> void sumOfProducts(const float* block, const float* gains, double* to) {
    const Pack<W> still = load<Pack<W>>(gains) * unitScale;
    Pack<W> products[quantum];
    for (int i = 0; i < quantum; ++i) {
        Pack<W> gain = still;
        if constexpr (stride != 0) gain = load<Pack<W>>(gains + i * stride) * unitScale;
        products[i] = load<Pack<W>>(block + i * W) * gain;
    }
    addLanes<W>(reinterpret_cast<const float*>(products), to);
}

// For sound beyond all measure.
template <int W> void sumOfLoud(const float* block, const float* gains, int stride, double* to) {
    for (int i = 0; i < quantum; ++i) {
        to[i] = 0;
        for (int l = 0; l < W; ++l) to[i] += exact(block[i * W + l] * gains[i * stride + l]);
    }
}

template <int W>
void sum(const float* block, float most, const float* gains, int stride, double* to) noexcept {
    int seen = 0;
    bool ones = unitScale == 1 && stride == 0;
    for (int l = 0; l < W; ++l) {
        seen |= bits<float>(gains[l]);
        ones &= gains[l] == 1;
    }
    float loudest = most * (stride == 0 ? abs<float>(fromBits<float>(seen)) : bound(gains, W * quantum));
    constexpr float limit = 8191.f / float(W);
    if (!(loudest <= limit))
        sumOfLoud<W>(block, gains, stride, to);
    else if (ones)
        addLanes<W>(block, to);
    else if (stride == 0)
        sumOfProducts<W, 0>(block, gains, to);
    else
        sumOfProducts<W, W>(block, gains, to);
}

}
