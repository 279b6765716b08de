// What a number of a mix is set to: one value, or a curve over time.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/curve.h"
#include "framework/node/datum.h"
#include <limits>
#include <memory>

namespace stemwright {

/// End of a range that is open, and with a minus the level of silence in dB.
constexpr double unbounded = std::numeric_limits<double>::infinity();

/// Whether equal steps to the ear are equal differences or equal ratios.
enum class Scale { linear, logarithmic };

/// What a number may be. `init` is what a mix engineer would start from.
struct Range {
    double init = 0, min = 0, max = 1;
    Unit unit = Unit::none;
    Scale scale = Scale::linear;
};

struct Value {
    double constant = 0;                ///< in the parameter's unit; where there is a curve, its first value
    std::shared_ptr<const Curve> curve; ///< null where it never moves by itself
    Place place;                        ///< where it was written
};

/// Reads `-3 dB` or `{points: [[0 s, -3 dB], [17|1, 0 dB, hold]], shape: smooth}` and checks it against
/// `range`. What is wrong is added to `problems`, and the value is then the range's `init`. `name` is for the
/// messages.
Value parseValue(const Datum& written, const std::string& name, const Range& range, const Timeline& timeline,
                 std::vector<Problem>& problems);

/// A value as it would be written, with all that is needed to read it back exactly.
std::string formatValue(const Value& value, Unit unit);

}
