// Sums of sound that depend on no order: each term is rounded to a multiple of 2^-38 and added in double
// precision.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace stemwright {

/// Terms of a sum are limited to this (+72 dB).
constexpr float exactLimit = 4096;
/// 1.5 * 2^14 has a unit in the last place of 2^-38: adding it to a double rounds, taking it away leaves the
/// rounded number.
constexpr double exactMagic = 24576;

/// `x` of full scale rounded to the nearest multiple of 2^-38 (-229 dB), limited to +-4096 (+72 dB). A double
/// holds such multiples exactly up to 2^15, so any sum of them that stays below is exact: its terms commute,
/// and one can be taken out again.
inline double exact(float x) {
    double limited = x < -exactLimit ? -exactLimit : x > exactLimit ? exactLimit : double(x);
    return (limited + exactMagic) - exactMagic;
}

}
