// Sums in double precision, and in single precision where that is exact.
// SPDX-License-Identifier: MIT
#include "framework/lanes/rows.h"
#include "framework/audio/exact_sum.h"
#include "framework/lanes/vectors.h"

namespace stemwright {
namespace {

template <class V> [[gnu::always_inline]] inline V limited(V x) {
    return clamp<V>(x, all<V>(-exactLimit), all<V>(exactLimit));
}

// The terms that exact() gives, which see.
[[gnu::always_inline]] inline Doubles rounded(Halves x) { return (widened(x) + exactMagic) - exactMagic; }
Doubles exactTerms(Halves x) { return rounded(limited(x)); }

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
            for (int p = 0; p < parts; p += 2) {
                std::make_integer_sequence<int, half> each;
                Frames x = limited(product<Frames>(rows[r], i + p * half));
                all[p] += rounded(elements<0>(x, each));
                all[p + 1] += rounded(elements<half>(x, each));
            }
        for (int p = 0; p < parts; ++p) give(i + p * half, all[p]);
    }
}

// The bits that are set in any value, by lane.
[[gnu::always_inline]] inline IntsOf<Frames> seenBits(const float* values, int count) {
    constexpr int parts = quantum / nativeLanes < 4 ? quantum / nativeLanes : 4;
    IntsOf<Frames> seen[parts]; // from the first values on: GCC 12 would make zeros of it by "rep stos"
    for (int p = 0; p < parts; ++p) seen[p] = bits(load<Frames>(values + p * nativeLanes));
    for (int i = parts * nativeLanes; i < count; i += parts * nativeLanes)
        for (int p = 0; p < parts; ++p) seen[p] |= bits(load<Frames>(values + i + p * nativeLanes));
    for (int p = 1; p < parts; ++p) seen[0] |= seen[p];
    return seen[0];
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

}
