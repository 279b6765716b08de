// How samples stand in files that are not compressed, and the floats that they stand for.
// SPDX-License-Identifier: MIT
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace stemwright {

/// How a sample stands in a file. Full scale is 2^(bits - 1) for integers, of which `uint8` has its zero at
/// 128, and 1 for the others.
struct SampleCoding {
    enum class Number : uint8_t { int8, uint8, int16, int24, int32, float32, float64 };
    Number number = Number::float32;
    std::endian order = std::endian::native;

    bool operator==(const SampleCoding&) const = default;

    /// Bytes of a sample.
    int64_t bytes() const {
        constexpr int8_t widths[] = {1, 1, 2, 3, 4, 4, 8};
        return widths[size_t(number)];
    }
    /// The byte that silence is made of.
    int silence() const { return number == Number::uint8 ? 128 : 0; }
};

namespace detail {

inline uint8_t swapped(uint8_t word) { return word; }
inline uint16_t swapped(uint16_t word) { return __builtin_bswap16(word); }
inline uint32_t swapped(uint32_t word) { return __builtin_bswap32(word); }
inline uint64_t swapped(uint64_t word) { return __builtin_bswap64(word); }

template <std::endian order, class Word> Word wordAt(const std::byte* from) {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return order == std::endian::native ? word : swapped(word);
}

// One loop over whole words, which compilers turn into vectors.
template <std::endian order, class Word, class Value>
void decodeWords(const std::byte* from, float* to, int64_t count, Value value) {
    for (int64_t i = 0; i < count; ++i) to[i] = value(wordAt<order, Word>(from + i * int64_t(sizeof(Word))));
}

// A 24-bit integer is taken as the upper bits of a 32-bit one.
inline float upper24(uint32_t word) { return float(int32_t(word)) * 0x1p-31f; }

// Three words hold four samples, so that whole words can be loaded here too.
template <std::endian order> void decode24(const std::byte* from, float* to, int64_t count, auto finish) {
    int64_t i = 0;
    for (; i + 4 <= count; i += 4, from += 12) {
        uint32_t a = wordAt<order, uint32_t>(from), b = wordAt<order, uint32_t>(from + 4),
                 c = wordAt<order, uint32_t>(from + 8);
        if constexpr (order == std::endian::little) {
            to[i] = finish(upper24(a << 8));
            to[i + 1] = finish(upper24(a >> 24 << 8 | b << 16));
            to[i + 2] = finish(upper24(b >> 16 << 8 | c << 24));
            to[i + 3] = finish(upper24(c >> 8 << 8));
        } else {
            to[i] = finish(upper24(a >> 8 << 8));
            to[i + 1] = finish(upper24(a << 24 | b >> 16 << 8));
            to[i + 2] = finish(upper24(b << 16 | c >> 24 << 8));
            to[i + 3] = finish(upper24(c << 8));
        }
    }
    for (; i < count; ++i, from += 3) {
        uint32_t first = uint8_t(from[0]), middle = uint8_t(from[1]), last = uint8_t(from[2]);
        if constexpr (order == std::endian::big) std::swap(first, last);
        to[i] = finish(upper24(first << 8 | middle << 16 | last << 24));
    }
}

template <std::endian order>
void decodeInOrder(SampleCoding::Number number, const std::byte* from, float* to, int64_t count,
                   auto finish) {
    using Number = SampleCoding::Number;
    switch (number) {
    case Number::int8:
        return decodeWords<order, uint8_t>(from, to, count,
                                           [=](uint8_t w) { return finish(float(int8_t(w)) * 0x1p-7f); });
    case Number::uint8:
        return decodeWords<order, uint8_t>(from, to, count,
                                           [=](uint8_t w) { return finish(float(w - 128) * 0x1p-7f); });
    case Number::int16:
        return decodeWords<order, uint16_t>(from, to, count,
                                            [=](uint16_t w) { return finish(float(int16_t(w)) * 0x1p-15f); });
    case Number::int24:
        return decode24<order>(from, to, count, finish);
    case Number::int32:
        return decodeWords<order, uint32_t>(from, to, count,
                                            [=](uint32_t w) { return finish(float(int32_t(w)) * 0x1p-31f); });
    case Number::float32:
        return decodeWords<order, uint32_t>(from, to, count,
                                            [=](uint32_t w) { return finish(std::bit_cast<float>(w)); });
    case Number::float64:
        return decodeWords<order, uint64_t>(
            from, to, count, [=](uint64_t w) { return finish(float(std::bit_cast<double>(w))); });
    }
}

}

/// The floats that `count` samples stand for, exact or rounded to the nearest; what is no number stays what
/// it is. `finish` is done to each. Here, and not in a library, so that nodes have it in their own
/// instruction set.
inline void decodeSamples(SampleCoding coding, const std::byte* from, float* to, int64_t count, auto finish) {
    if (coding.order == std::endian::little)
        detail::decodeInOrder<std::endian::little>(coding.number, from, to, count, finish);
    else
        detail::decodeInOrder<std::endian::big>(coding.number, from, to, count, finish);
}
inline void decodeSamples(SampleCoding coding, const std::byte* from, float* to, int64_t count) {
    decodeSamples(coding, from, to, count, [](float x) { return x; });
}

}
