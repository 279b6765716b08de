// Butterworth filters as sections: flat up to the cutoff, and there 3 dB down at every slope.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/svf.h"

namespace stemwright {

// S. Butterworth, "On the Theory of Filter Amplifiers" (1930): the poles stand evenly on a half circle.

inline constexpr int butterworthSections(int order) { return (order + 1) / 2; }

/// Quality of a section of second order; the gentle ones come first, which needs the least headroom.
inline double butterworthQuality(int order, int section) {
    double angle = order % 2 ? double(section) / order : (section + 0.5) / order;
    return 0.5 / cosPi<double>(angle);
}

/// Section `section` of a filter of order `order`; f is the cutoff over the rate.
template <class Lanes> Svf<Lanes> butterworth(bool high, int order, int section, Lanes f) {
    if (order % 2 && section == 0) {
        SvfDesign<Lanes> design(f, all<Lanes>(1));
        return high ? design.firstHighpass() : design.firstLowpass();
    }
    SvfDesign<Lanes> design(f, all<Lanes>(Scalar<Lanes>(butterworthQuality(order, section))));
    return high ? design.highpass() : design.lowpass();
}

}
