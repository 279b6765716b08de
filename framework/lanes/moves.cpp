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
using Longs = IntsOf<Doubles>;

template <class V> V load(const void* from) {
    V v;
    std::memcpy(&v, from, sizeof v);
    return v;
}
template <class V> void store(void* to, V v) { std::memcpy(to, &v, sizeof v); }

// GCC 12 makes four instructions of the general form.
[[gnu::always_inline]] inline Doubles widened(Halves x) {
#if defined __AVX512F__
    return (Doubles)_mm512_maskz_cvtps_pd(0xff, (__m256)x);
#else
    return convert<Doubles>(x);
#endif
}

template <class V> [[gnu::always_inline]] inline V limited(V x) {
    return clamp<V>(x, all<V>(-exactLimit), all<V>(exactLimit));
}

// The terms that exact() gives, which see.
Doubles exactTerms(Halves x) { return (widened(limited(x)) + exactMagic) - exactMagic; }

using Frames = Pack<nativeLanes>;

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

// Tells whether values are multiples of 2^-38 within the limit, as nearly all of audible sound is: each is 0
// or has a magnitude of at least 2^-15.
class Exactness {
  public:
    void see(Frames x) {
        Sizes size = (Sizes)bits(x) << 1; // twice the bits of the magnitude
        greatest_ = size > greatest_ ? size : greatest_;
        least_ = size - 1 < least_ ? size - 1 : least_; // 0 counts as the greatest
    }
    bool all() const {
        return anyBits((IntsOf<Frames>)(least_ < 2 * __builtin_bit_cast(uint32_t, 0x1p-15f) - 1) |
                       (IntsOf<Frames>)(greatest_ > 2 * __builtin_bit_cast(uint32_t, exactLimit))) == 0;
    }

  private:
    using Sizes = typename PackOf<uint32_t, nativeLanes>::type;
    Sizes least_ = Sizes{} - 1, greatest_{};
};

template <class V> V product(const MixedRow& row, int i) {
    return load<V>(row.values + i) * row.factor * (row.levels ? load<V>(row.levels + i) : all<V>(row.level));
}

// Rows as they are need no products. (Denormals are flushed either way: these values are added.)
template <class V> V asItIs(const MixedRow& row, int i) { return load<V>(row.values + i); }
bool isAsItIs(const MixedRow& row) { return !row.levels && row.level == 1 && row.factor == 1; }

template <auto term, auto halfTerm> void mixTwo(float* to, MixedRow a, MixedRow b, int frames) {
    constexpr int parts = quantum / nativeLanes;
    for (int i = 0; i < frames; i += quantum) {
        Frames sums[parts];
        Exactness exact;
        for (int p = 0; p < parts; ++p) {
            Frames x = term(a, i + p * nativeLanes), y = term(b, i + p * nativeLanes);
            exact.see(x);
            exact.see(y);
            sums[p] = (x + y) + 0.f; // rounded once, like the sum of doubles, and never -0
        }
        if (exact.all())
            for (int p = 0; p < parts; ++p) store(to + i + p * nativeLanes, sums[p]);
        else
            for (int h = i; h < i + quantum; h += half)
                store(to + h, convert<Halves>(exactTerms(halfTerm(a, h)) + exactTerms(halfTerm(b, h))));
    }
}

void passOne(float* to, MixedRow row, int frames) {
    for (int i = 0; i < frames; i += nativeLanes) store(to + i, product<Pack<nativeLanes>>(row, i));
}

// Hands the exact sums of each half vector's frames to `give`; several side by side, because one addition
// waits for the other.
template <class Give>
[[gnu::always_inline]] inline void addUp(const MixedRow* rows, int count, const double* const* sums,
                                         int sumCount, int frames, Give give) {
    constexpr int parts = 4;
    for (int i = 0; i < frames; i += parts * half) {
        Doubles all[parts] = {};
        for (int s = 0; s < sumCount; ++s)
            for (int p = 0; p < parts; ++p) all[p] += load<Doubles>(sums[s] + i + p * half);
        for (int r = 0; r < count; ++r)
            for (int p = 0; p < parts; ++p) all[p] += exactTerms(product<Halves>(rows[r], i + p * half));
        for (int p = 0; p < parts; ++p) give(i + p * half, all[p]);
    }
}

void total(double* to, const MixedRow* rows, int count, const double* const* sums, int sumCount) noexcept {
    addUp(rows, count, sums, sumCount, quantum, [&](int i, Doubles sum) { store(to + i, sum); });
}

void mix(float* to, const MixedRow* rows, int count, const double* const* sums, int sumCount,
         int frames) noexcept {
    if (count == 1 && sumCount == 0) return passOne(to, rows[0], frames);
    if (count == 2 && sumCount == 0) {
        if (isAsItIs(rows[0]) && isAsItIs(rows[1]))
            return mixTwo<asItIs<Frames>, asItIs<Halves>>(to, rows[0], rows[1], frames);
        return mixTwo<product<Frames>, product<Halves>>(to, rows[0], rows[1], frames);
    }
    addUp(rows, count, sums, sumCount, frames,
          [&](int i, Doubles sum) { store(to + i, convert<Halves>(sum)); });
}

// The bits that are set in any value, by lane.
[[gnu::always_inline]] inline IntsOf<Frames> seenBits(const float* values, int count) {
    constexpr int parts = quantum / nativeLanes < 4 ? quantum / nativeLanes : 4;
    IntsOf<Frames> seen[parts] = {};
    for (int i = 0; i < count; i += parts * nativeLanes)
        for (int p = 0; p < parts; ++p) seen[p] |= bits(load<Frames>(values + i + p * nativeLanes));
    for (int p = 1; p < parts; ++p) seen[0] |= seen[p];
    return seen[0];
}

// The bits of all values together, read as one: no value's bits are a greater number.
float bound(const float* values, int count) noexcept {
    return abs<float>(fromBits<float>(anyBits(seenBits(values, count))));
}

bool isFinite(const float* values, int count) noexcept {
    constexpr int exponent = 0x7f800000;
    if ((anyBits(seenBits(values, count)) & exponent) != exponent) return true;
    IntsOf<Frames> sign{};
    for (int i = 0; i < count; i += nativeLanes) // an exponent of all ones runs over into the sign
        sign |= (bits(load<Frames>(values + i)) & 0x7fffffff) + 0x00800000;
    return anyBits(sign) >= 0;
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
Doubles unitsToDoubles(Longs sum, int terms) {
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

// Amplitudes along a line in dB: each is that of the eighth frame before, times that of the steps since.
template <int W>
void levels(float* to, const Lines& lines, double frame, const float* resting,
            const float* factors) noexcept {
    constexpr int stretch = 8;
    Starts<W> start(lines, frame);
    Pack<W> rest = load<Pack<W>>(resting), factor = load<Pack<W>>(factors), steps[stretch];
    for (int s = 0; s < stretch; ++s) steps[s] = amplitude(start.slope * float(s));
    for (int i = 0; i < quantum; i += stretch) {
        Pack<W> level = amplitude(start.value + start.slope * float(i)) * factor;
        for (int s = 0; s < stretch; ++s) {
            Pack<W> moving = level * steps[s];
            store(to + (i + s) * W, select(start.slope != 0.f, moving, rest * factor));
        }
    }
}

template <int W> Moves::Width widthOf() {
    if constexpr (W == 1)
        return {1, nullptr, nullptr, nullptr, grid<1>, samples<1>, levels<1>};
    else
        return {W, gather<W>, scatter<W>, sum<W>, grid<W>, samples<W>, levels<W>};
}

Moves moves() {
    Moves m{mix, total, bound, isFinite, {widthOf<1>(), widthOf<4>()}};
    if constexpr (nativeLanes >= 8) m.widths.push_back(widthOf<8>());
    if constexpr (nativeLanes >= 16) m.widths.push_back(widthOf<16>());
    return m;
}

[[maybe_unused]] const bool registered = (Registry::add(moves()), true);

}
}
