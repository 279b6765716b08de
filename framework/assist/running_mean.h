// How far features of one sound are from those of another, as running means.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

namespace stemwright {

/// Means of every `length` neighbours; of all of them where there are fewer.
std::vector<double> runningMeans(const std::vector<double>& values, size_t length);

/// Mean of |mix - reference| / |reference|; NaN where there is nothing to compare. Both of one length.
double meanAbsolutePercentageError(const std::vector<double>& mix, const std::vector<double>& reference);

/// The same over running means of 40 frames, as the published measures take them.
double runningError(const std::vector<double>& mix, const std::vector<double>& reference);

}
