// What nodes with filters say about their frequencies.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/kernel.h"
#include <algorithm>

namespace stemwright {

/// The lowest and the highest value that a number is given in the document.
inline double lowest(const Number& number) {
    double low = number.value.constant;
    if (number.value.curve)
        for (const Curve::Point& p : number.value.curve->points()) low = std::min(low, p.value);
    return low;
}
inline double highest(const Number& number) {
    double high = number.value.constant;
    if (number.value.curve)
        for (const Curve::Point& p : number.value.curve->points()) high = std::max(high, p.value);
    return high;
}

/// Seconds in which a resonance of this frequency and quality falls by 150 dB, twice over.
inline double ringing(double frequency, double quality) { return 11 * std::max(quality, 0.5) / frequency; }

/// Frequency over rate, kept where filters are well behaved.
template <class Lanes> DoublesOf<Lanes> fractionOfRate(Lanes frequency, float rate) {
    using Doubles = DoublesOf<Lanes>;
    return min<Doubles>(convert<Doubles>(frequency) / double(rate), all<Doubles>(0.49));
}

}
