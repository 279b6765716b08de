// How a fader or a knob runs through the values of a number.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/value.h"

namespace stemwright {

/// The way from one end of a control to the other. `from` may be the higher value.
struct Travel {
    double from = 0, to = 1; ///< what the number is at position 0 and at position 1, in its unit
    Unit unit = Unit::none;
    Scale scale = Scale::linear;
};

/// What lies at a position, 0 to 1: straight in the unit; in ratios where the scale is logarithmic. Where one
/// end is -inf dB, the amplitude goes with the third power of the way from there, as on many a fader: half
/// way up it is 18 dB under the upper end. Never outside of the two ends.
double valueAt(const Travel& travel, double position);

/// Where a value lies, 0 to 1; what is outside of the two ends counts as the nearer one.
double positionOf(const Travel& travel, double value);

}
