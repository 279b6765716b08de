// How far features of one sound are from those of another, as running means.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

/// Means of every `length` neighbours; of all of them where there are fewer.
std::vector<double> runningMeans(const std::vector<double>& values, size_t length);

/// Mean of |mix - reference| / |reference|; NaN where there is nothing to compare. Both of one length.
double meanAbsolutePercentageError(const std::vector<double>& mix, const std::vector<double>& reference);

/// The same over running means of 40 frames, as the published measures take them.
double runningError(const std::vector<double>& mix, const std::vector<double>& reference);

/// A distance with a name. NaN where the reference does not tell.
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

/// A group whose value is the mean of those members that are told.
DistanceGroup meanOf(std::string name, std::vector<Distance> members);

/// Mean of what is a number; NaN where nothing is.
double meanOfTold(const std::vector<double>& values);

}
