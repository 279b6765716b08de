// The noise floor by what is steady among the quietest, then spans above it.
// SPDX-License-Identifier: MIT
#include "framework/assist/pauses.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace stemwright {

namespace {

constexpr double shortestPause = 0.3;
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double ratio(double decibels) { return std::pow(10, decibels / 10); }

// The mean square of the noise floor, NaN where there is none.
double floorOf(const std::vector<double>& energies, double step) {
    std::vector<double> heard;
    for (double energy : energies)
        if (energy > 0) heard.push_back(energy);
    if (heard.empty()) return undefined;
    std::sort(heard.begin(), heard.end());
    double quietest = heard[heard.size() / 20];
    if (quietest > heard.back() * ratio(-20)) return undefined;
    auto first = std::lower_bound(heard.begin(), heard.end(), quietest * ratio(-3)),
         last = std::upper_bound(heard.begin(), heard.end(), quietest * ratio(3)),
         end = std::upper_bound(heard.begin(), heard.end(), quietest * ratio(10));
    bool isSteady = 2 * (last - first) >= end - heard.begin();
    return isSteady && double(last - first) * step >= shortestPause ? *(first + (last - first) / 2)
                                                                    : undefined;
}

}

Pauses findPauses(const std::vector<double>& energies, double step, double duration) {
    Pauses found{{}, undefined};
    if (energies.empty()) return found;
    double threshold = *std::max_element(energies.begin(), energies.end()) * ratio(-60);
    if (double floor = floorOf(energies, step); floor > 0) {
        found.noiseFloor = levelOfPower(floor);
        threshold = std::max(threshold, floor * ratio(8));
    }
    for (size_t i = 0; i < energies.size(); ++i) {
        if (energies[i] == 0 || energies[i] < threshold) continue;
        double from = double(i) * step, to = std::min(from + step, duration);
        if (!found.sounding.empty() && from - found.sounding.back().to < shortestPause)
            found.sounding.back().to = to;
        else
            found.sounding.push_back({from, to});
    }
    return found;
}

}
