// Lanes: values side by side in a vector register, one for each instance of a node; a lone lane is a plain
// number.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>
#if defined __SSE__
#include <immintrin.h>
#endif

namespace stemwright {

// GCC's vector extensions: the source of a kernel reads like scalar code, and one lane is `float` itself.
// Only + - * /, square roots and comparisons are used, which IEEE 754 defines to the bit: so every width and
// every instruction set gives the same result as long as the compiler may not contract (-ffp-contract=off).
template <class Scalar, int Width> struct PackOf {
    typedef Scalar type __attribute__((vector_size(Width * sizeof(Scalar))));
};
template <class Scalar> struct PackOf<Scalar, 1> { using type = Scalar; };
template <int Width> using Pack = typename PackOf<float, Width>::type;

template <class Lanes> struct ScalarOf {
    using type = std::remove_cvref_t<decltype(std::declval<Lanes>()[0])>;
};
template <class Lanes>
    requires std::is_arithmetic_v<Lanes>
struct ScalarOf<Lanes> {
    using type = Lanes;
};
template <class Lanes> using Scalar = typename ScalarOf<Lanes>::type;
template <class Lanes> constexpr int lanesOf = sizeof(Lanes) / sizeof(Scalar<Lanes>);
template <class Lanes>
using IntsOf =
    typename PackOf<std::conditional_t<sizeof(Scalar<Lanes>) == 8, int64_t, int32_t>, lanesOf<Lanes>>::type;
template <class Lanes> using DoublesOf = typename PackOf<double, lanesOf<Lanes>>::type;
template <class Lanes> using FloatsOf = typename PackOf<float, lanesOf<Lanes>>::type;

/// Lanes in the widest register of the instruction set that this file is compiled for.
#if defined __AVX512F__
constexpr int nativeLanes = 16;
#elif defined __AVX__
constexpr int nativeLanes = 8;
#else
constexpr int nativeLanes = 4;
#endif

/// The same value in every lane.
template <class Lanes> inline Lanes all(Scalar<Lanes> x) { return Lanes{} + x; }
template <class Lanes> inline IntsOf<Lanes> bits(Lanes x) { return __builtin_bit_cast(IntsOf<Lanes>, x); }
template <class Lanes> inline Lanes fromBits(IntsOf<Lanes> i) { return __builtin_bit_cast(Lanes, i); }

/// Conversion lane by lane, as in C.
template <class To, class From> inline To convert(From x) {
    if constexpr (lanesOf<From> == 1)
        return To(x);
    else
        return __builtin_convertvector(x, To);
}

template <class Lanes> inline Lanes abs(Lanes x) {
    if constexpr (std::is_same_v<Lanes, float>)
        return __builtin_fabsf(x); // masks would take it out of its register and back
    else if constexpr (sizeof(Scalar<Lanes>) == 8)
        return fromBits<Lanes>(bits<Lanes>(x) & 0x7fffffffffffffff);
    else
        return fromBits<Lanes>(bits<Lanes>(x) & 0x7fffffff);
}

/// Whether a pack takes several registers. GCC 12 then compares and selects lane by lane, unless it is told
/// to take one register after the other.
template <class Lanes>
constexpr bool isManyRegisters = lanesOf<Lanes> > 1 && sizeof(Lanes) > nativeLanes * sizeof(float);

/// The two halves of a pack.
template <class Lanes> struct HalvesOf {
    typename PackOf<Scalar<Lanes>, lanesOf<Lanes> / 2>::type lower, upper;
};
template <class Lanes> inline HalvesOf<Lanes> halves(Lanes x) {
    return __builtin_bit_cast(HalvesOf<Lanes>, x);
}
/// `each` of halves of packs, put together again.
template <class Lanes, class... Packs> inline Lanes byHalves(auto each, Packs... x) {
    return __builtin_bit_cast(Lanes, HalvesOf<Lanes>{each(halves(x).lower...), each(halves(x).upper...)});
}

/// `mask ? a : b`, lane by lane; `mask` is what a comparison of two `Lanes` gives.
template <class Lanes, class Mask> inline Lanes select(Mask mask, Lanes a, std::type_identity_t<Lanes> b) {
    if constexpr (isManyRegisters<Lanes>)
        return byHalves<Lanes>([](auto m, auto x, auto y) { return select<decltype(x)>(m, x, y); }, mask, a,
                               b);
    else
        return mask ? a : b;
}

/// `a > b ? a : b`, lane by lane and exactly so: `b` where they cannot be compared. GCC 12 spends two
/// instructions on the vector form of that expression, hence the intrinsics.
template <class Lanes> inline Lanes max(Lanes a, std::type_identity_t<Lanes> b) {
    if constexpr (isManyRegisters<Lanes>)
        return byHalves<Lanes>([](auto x, auto y) { return max<decltype(x)>(x, y); }, a, b);
#if defined __AVX512F__
    if constexpr (std::is_same_v<Lanes, Pack<16>>)
        return (Lanes)_mm512_maskz_max_ps(0xffff, (__m512)a, (__m512)b);
    if constexpr (std::is_same_v<Lanes, PackOf<double, 8>::type>)
        return (Lanes)_mm512_maskz_max_pd(0xff, (__m512d)a, (__m512d)b);
#endif
#if defined __AVX__
    if constexpr (std::is_same_v<Lanes, Pack<8>>) return (Lanes)_mm256_max_ps((__m256)a, (__m256)b);
#endif
#if defined __SSE__
    if constexpr (std::is_same_v<Lanes, Pack<4>>) return (Lanes)_mm_max_ps((__m128)a, (__m128)b);
#endif
    return a > b ? a : b;
}

/// `a < b ? a : b`, lane by lane and exactly so.
template <class Lanes> inline Lanes min(Lanes a, std::type_identity_t<Lanes> b) {
    if constexpr (isManyRegisters<Lanes>)
        return byHalves<Lanes>([](auto x, auto y) { return min<decltype(x)>(x, y); }, a, b);
#if defined __AVX512F__
    if constexpr (std::is_same_v<Lanes, Pack<16>>)
        return (Lanes)_mm512_maskz_min_ps(0xffff, (__m512)a, (__m512)b);
    if constexpr (std::is_same_v<Lanes, PackOf<double, 8>::type>)
        return (Lanes)_mm512_maskz_min_pd(0xff, (__m512d)a, (__m512d)b);
#endif
#if defined __AVX__
    if constexpr (std::is_same_v<Lanes, Pack<8>>) return (Lanes)_mm256_min_ps((__m256)a, (__m256)b);
#endif
#if defined __SSE__
    if constexpr (std::is_same_v<Lanes, Pack<4>>) return (Lanes)_mm_min_ps((__m128)a, (__m128)b);
#endif
    return a < b ? a : b;
}

template <class Lanes>
inline Lanes clamp(Lanes x, std::type_identity_t<Lanes> low, std::type_identity_t<Lanes> high) {
    return min<Lanes>(max<Lanes>(x, low), high);
}

/// Lane `i` for reading and writing.
template <class Lanes> inline Scalar<Lanes>& lane(Lanes& v, int i) {
    return reinterpret_cast<Scalar<Lanes>*>(&v)[i];
}
template <class Lanes> inline Scalar<Lanes> lane(const Lanes& v, int i) {
    return reinterpret_cast<const Scalar<Lanes>*>(&v)[i];
}

/// Correctly rounded square root.
template <class Lanes> inline Lanes sqrt(Lanes x) {
#if defined __AVX512F__
    if constexpr (std::is_same_v<Lanes, Pack<16>>) return (Lanes)_mm512_maskz_sqrt_ps(0xffff, (__m512)x);
#endif
#if defined __AVX__
    if constexpr (std::is_same_v<Lanes, Pack<8>>) return (Lanes)_mm256_sqrt_ps((__m256)x);
#endif
    Lanes root;
    for (int i = 0; i < lanesOf<Lanes>; ++i) {
        if constexpr (sizeof(Scalar<Lanes>) == 8)
            lane(root, i) = __builtin_sqrt(lane(x, i));
        else
            lane(root, i) = __builtin_sqrtf(lane(x, i));
    }
    return root;
}

/// In each lane its own element: `column[index][lane]`. The caller keeps every index in range.
template <class Lanes> inline Lanes gather(const Lanes* column, IntsOf<Lanes> index) {
    Lanes picked;
    for (int i = 0; i < lanesOf<Lanes>; ++i) lane(picked, i) = lane(column[lane(index, i)], i);
    return picked;
}

}
