// Computes both directions of a control's way.
// SPDX-License-Identifier: MIT
#include "framework/node/travel.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

constexpr double taper = 60; // dB for a tenth of the way: 20 lg of the third power

bool isFromSilence(const Travel& travel) { return std::isinf(travel.from) && travel.from < 0; }
bool isToSilence(const Travel& travel) { return std::isinf(travel.to) && travel.to < 0; }

bool isInRatios(const Travel& travel) {
    return travel.scale == Scale::logarithmic && travel.from > 0 && travel.to > 0;
}

}

double valueAt(const Travel& travel, double position) {
    double p = std::clamp(position, 0.0, 1.0);
    if (p == 0) return travel.from;
    if (p == 1) return travel.to;
    if (isFromSilence(travel)) return travel.to + taper * std::log10(p);
    if (isToSilence(travel)) return travel.from + taper * std::log10(1 - p);
    double value = isInRatios(travel) ? travel.from * std::pow(travel.to / travel.from, p)
                                      : travel.from + (travel.to - travel.from) * p;
    auto [low, high] = std::minmax(travel.from, travel.to);
    return std::clamp(value, low, high);
}

double positionOf(const Travel& travel, double value) {
    auto [low, high] = std::minmax(travel.from, travel.to);
    double v = std::clamp(value, low, high);
    if (v == travel.from) return 0;
    if (v == travel.to) return 1;
    if (isFromSilence(travel)) return std::pow(10, (v - travel.to) / taper);
    if (isToSilence(travel)) return 1 - std::pow(10, (v - travel.from) / taper);
    if (isInRatios(travel)) return std::log(v / travel.from) / std::log(travel.to / travel.from);
    return (v - travel.from) / (travel.to - travel.from);
}

}
