// Distances between sounds, by name and in groups.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

/// 0 is no distance; NaN where the reference does not tell.
struct Distance {
    std::string name;
    double value;
};

/// Distances that are judged together.
struct DistanceGroup {
    std::string name;
    double value; ///< of the whole group; NaN where no member tells
    std::vector<Distance> members;
};

/// A group whose value is the mean of those members that tell.
DistanceGroup meanOf(std::string name, std::vector<Distance> members);

/// Mean of those values that are numbers; NaN where none is.
double meanOfTold(const std::vector<double>& values);

}
