// Sums over a window that moves on by one value at a time.
// SPDX-License-Identifier: MIT
#include "framework/assist/running_mean.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

std::vector<double> runningMeans(const std::vector<double>& values, size_t length) {
    length = std::min(length, values.size());
    std::vector<double> means;
    for (size_t end = length; length > 0 && end <= values.size(); ++end) {
        double sum = 0; // afresh each time: what is added and taken away again leaves its rounding behind
        for (size_t i = end - length; i < end; ++i) sum += values[i];
        means.push_back(sum / double(length));
    }
    return means;
}

double meanAbsolutePercentageError(const std::vector<double>& mix, const std::vector<double>& reference) {
    double sum = 0;
    for (size_t i = 0; i < reference.size(); ++i) sum += std::fabs((mix[i] - reference[i]) / reference[i]);
    return sum / double(reference.size());
}

double runningError(const std::vector<double>& mix, const std::vector<double>& reference) {
    constexpr size_t length = 40;
    return meanAbsolutePercentageError(runningMeans(mix, length), runningMeans(reference, length));
}

}
