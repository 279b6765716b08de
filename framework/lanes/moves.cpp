// Mixes rows and moves them into lanes and out again; compiled for each instruction set.
// SPDX-License-Identifier: MIT
#include "framework/node/moves.h"
#include "framework/audio/elementary.h"
#include "framework/audio/exact_sum.h"
#include "framework/audio/transpose.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <array>

namespace stemwright {
namespace {

// Doubles fill a register with half as many values as floats.
constexpr int half = nativeLanes / 2;
using Halves = Pack<half>;
using Doubles = DoublesOf<Halves>;

template <class V> V load(const void* from) {
    V v;
    std::memcpy(&v, from, sizeof v);
    return v;
}
template <class V> void store(void* to, V v) { std::memcpy(to, &v, sizeof v); }

Halves limited(Halves x) { return clamp<Halves>(x, all<Halves>(-exactLimit), all<Halves>(exactLimit)); }

// The terms that exact() gives, which see.
Doubles exactTerms(Halves x) {
    Doubles wide = convert<Doubles>(limited(x));
    return (wide + exactMagic) - exactMagic;
}

bool anyBit(IntsOf<Pack<nativeLanes>> x) {
    auto words = __builtin_bit_cast(std::array<uint64_t, nativeLanes / 2>, x);
    uint64_t all = 0;
    for (uint64_t word : words) all |= word;
    return all != 0;
}

// Values that are multiples of 2^-38 already, as most of audible sound: 0, or at least 2^-15 and within the
// limit.
bool allExact(Pack<nativeLanes> a, Pack<nativeLanes> b) {
    using Ints = IntsOf<Pack<nativeLanes>>;
    auto rough = [](Pack<nativeLanes> x) {
        Ints size = bits(x) & 0x7fffffff;
        return ((size < __builtin_bit_cast(int, 0x1p-15f)) & (size != 0)) |
               (size > __builtin_bit_cast(int, exactLimit));
    };
    return !anyBit(rough(a) | rough(b));
}

template <class V> V product(const MixedRow& row, int i) {
    V level = row.stride ? load<V>(row.level + i) : all<V>(*row.level);
    return load<V>(row.values + i) * row.factor * level;
}

void mixTwo(float* to, const MixedRow& a, const MixedRow& b) {
    for (int i = 0; i < quantum; i += nativeLanes) {
        auto x = product<Pack<nativeLanes>>(a, i), y = product<Pack<nativeLanes>>(b, i);
        if (allExact(x, y)) {
            store(to + i, (x + y) + 0.f); // rounded once, like the sum of doubles, and never -0
            continue;
        }
        for (int h = 0; h < nativeLanes; h += half)
            store(to + i + h, convert<Halves>(exactTerms(product<Halves>(a, i + h)) +
                                              exactTerms(product<Halves>(b, i + h))));
    }
}

// The exact sum of half a vector's frames from `i` on.
[[gnu::always_inline]] inline Doubles sumAt(int i, const MixedRow* rows, int count, const double* const* sums,
                                            int sumCount) {
    Doubles sum{};
    for (int s = 0; s < sumCount; ++s) sum += load<Doubles>(sums[s] + i);
    for (int r = 0; r < count; ++r) sum += exactTerms(product<Halves>(rows[r], i));
    return sum;
}

void total(double* to, const MixedRow* rows, int count, const double* const* sums, int sumCount) noexcept {
    for (int i = 0; i < quantum; i += half) store(to + i, sumAt(i, rows, count, sums, sumCount));
}

void mix(float* to, const MixedRow* rows, int count, const double* const* sums, int sumCount) noexcept {
    if (count == 1 && sumCount == 0) {
        for (int i = 0; i < quantum; i += nativeLanes) store(to + i, product<Pack<nativeLanes>>(rows[0], i));
        return;
    }
    if (count == 2 && sumCount == 0) return mixTwo(to, rows[0], rows[1]);
    for (int i = 0; i < quantum; i += half)
        store(to + i, convert<Halves>(sumAt(i, rows, count, sums, sumCount)));
}

// The bits of all exponents together: all ones in an exponent that is all ones, but also where a loud value
// and a soft one complete each other.
bool suspicious(const float* values, int count) noexcept {
    IntsOf<Pack<nativeLanes>> seen{}, others{};
    for (int i = 0; i < count; i += 2 * nativeLanes) {
        seen |= bits(load<Pack<nativeLanes>>(values + i));
        others |= bits(load<Pack<nativeLanes>>(values + i + nativeLanes));
    }
    return anyBit(((seen | others) & 0x7f800000) == 0x7f800000);
}

template <int W> void gather(const float* const* rows, float* block) noexcept {
    for (int i = 0; i < quantum; i += W) {
        Pack<W> part[W];
        for (int l = 0; l < W; ++l) part[l] = load<Pack<W>>(rows[l] + i);
        transpose<W>(part);
        for (int l = 0; l < W; ++l) store(block + (i + l) * W, part[l]);
    }
}

template <int W> void scatter(const float* block, float* const* rows) noexcept {
    for (int i = 0; i < quantum; i += W) {
        Pack<W> part[W];
        for (int l = 0; l < W; ++l) part[l] = load<Pack<W>>(block + (i + l) * W);
        transpose<W>(part);
        for (int l = 0; l < W; ++l) store(rows[l] + i, part[l]);
    }
}

// Of 2 n vectors n: neighbours are added, lane by lane.
template <int... l>
[[gnu::always_inline]] inline Doubles sumOfNeighbours(Doubles a, Doubles b,
                                                      std::integer_sequence<int, l...>) {
    return __builtin_shufflevector(a, b, (2 * l)...) + __builtin_shufflevector(a, b, (2 * l + 1)...);
}

// The sums over all lanes of `half` vectors, in their order.
template <int Count> [[gnu::always_inline]] inline Doubles sumsOver(Doubles* vectors) {
    if constexpr (Count == 1)
        return vectors[0];
    else {
        for (int i = 0; i < Count / 2; ++i)
            vectors[i] =
                sumOfNeighbours(vectors[2 * i], vectors[2 * i + 1], std::make_integer_sequence<int, half>());
        return sumsOver<Count / 2>(vectors);
    }
}

template <int W> void sum(const float* block, const float* gains, int stride, double* to) noexcept {
    constexpr int part = W < half ? W : half;
    for (int i = 0; i < quantum; i += half) {
        Doubles sums[half];
        for (int f = 0; f < half; ++f) {
            const float *x = block + (i + f) * W, *g = gains + (i + f) * stride;
            sums[f] = Doubles{};
            if constexpr (part == half)
                for (int l = 0; l < W; l += half)
                    sums[f] += exactTerms(load<Halves>(x + l) * load<Halves>(g + l));
            else {
                Halves few{};
                for (int l = 0; l < W; ++l) few[l] = x[l] * g[l];
                sums[f] = exactTerms(few);
            }
        }
        store(to + i, sumsOver<half>(sums));
    }
}

// Where lines are at the start of a quantum, and how they go on: of one line, or of W side by side.
template <int W> struct Starts {
    Pack<W> value, slope;

    Starts(const Lines& lines, double frame) {
        for (int l = 0; l < W; ++l) {
            lane(value, l) = float(lines.value[l] + lines.slope[l] * (frame - lines.from[l]));
            lane(slope, l) = float(lines.slope[l]);
        }
    }
};

template <int W>
void grid(float* to, int stride, const Lines& lines, double frame, double low, double high) noexcept {
    for (int p = 0; p <= quantum / controlStep; ++p)
        for (int l = 0; l < W; ++l) {
            double value = lines.value[l] + lines.slope[l] * (frame + p * controlStep - lines.from[l]);
            value = value < low ? low : value;
            to[p * stride + l] = float(value > high ? high : value);
        }
}

// Each frame of W lines, or of one line so many frames at once as fill a register.
template <int W, class Each> void alongLines(float* to, const Lines& lines, double frame, Each each) {
    Starts<W> start(lines, frame);
    if constexpr (W == 1) {
        Pack<nativeLanes> ahead;
        for (int l = 0; l < nativeLanes; ++l) ahead[l] = float(l);
        for (int i = 0; i < quantum; i += nativeLanes)
            store(to + i, each(start.value + start.slope * (ahead + float(i))));
    } else
        for (int i = 0; i < quantum; ++i) store(to + i * W, each(start.value + start.slope * float(i)));
}

template <int W> void samples(float* to, const Lines& lines, double frame, float low, float high) noexcept {
    alongLines<W>(to, lines, frame, [=](auto x) {
        using V = decltype(x);
        return clamp<V>(x, all<V>(low), all<V>(high));
    });
}

template <int W>
void levels(float* to, const Lines& lines, double frame, const float* resting,
            const float* factors) noexcept {
    if constexpr (W == 1) {
        if (lines.slope[0] == 0) return std::fill_n(to, quantum, *resting * *factors), void();
        alongLines<1>(to, lines, frame, [&](auto x) { return amplitude(x) * *factors; });
    } else {
        Pack<W> rest = load<Pack<W>>(resting), factor = load<Pack<W>>(factors), slope;
        for (int l = 0; l < W; ++l) slope[l] = float(lines.slope[l] != 0);
        alongLines<W>(to, lines, frame,
                      [&](Pack<W> x) { return select(slope != 0.f, amplitude(x), rest) * factor; });
    }
}

template <int W> Moves::Width widthOf() {
    if constexpr (W == 1)
        return {1, nullptr, nullptr, nullptr, grid<1>, samples<1>, levels<1>};
    else
        return {W, gather<W>, scatter<W>, sum<W>, grid<W>, samples<W>, levels<W>};
}

Moves moves() {
    Moves m{mix, total, suspicious, {widthOf<1>(), widthOf<4>()}};
    if constexpr (nativeLanes >= 8) m.widths.push_back(widthOf<8>());
    if constexpr (nativeLanes >= 16) m.widths.push_back(widthOf<16>());
    return m;
}

[[maybe_unused]] const bool registered = (Registry::add(moves()), true);

}
}
