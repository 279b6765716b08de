// Means that leave out what is not told.
// SPDX-License-Identifier: MIT
#include "framework/assist/distance.h"
#include <cmath>
#include <limits>

namespace stemwright {

double meanOfTold(const std::vector<double>& values) {
    double sum = 0, count = 0;
    for (double value : values)
        if (!std::isnan(value)) sum += value, ++count;
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

DistanceGroup meanOf(std::string name, std::vector<Distance> members) {
    std::vector<double> values;
    for (const Distance& member : members) values.push_back(member.value);
    return {std::move(name), meanOfTold(values), std::move(members)};
}

}
