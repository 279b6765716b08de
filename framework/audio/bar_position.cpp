// Searches, as times rise with bars and beats.
// SPDX-License-Identifier: MIT
#include "framework/audio/bar_position.h"
#include <cmath>

namespace stemwright {

static constexpr double tolerance = 1e-4; // seconds
static constexpr int mostBars = 1 << 30;

BarPosition barPosition(const TempoMap& tempo, double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) return {};
    auto timeOf = [&](double bar, double beat) { return tempo.seconds(tempo.quarters(bar, beat)); };
    auto isAtOrAfter = [&](double bar, double beat) { return seconds + tolerance >= timeOf(bar, beat); };
    int low = 1, high = 2; // low is reached, high is not
    while (high < mostBars && isAtOrAfter(high, 1)) low = high, high *= 2;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        (isAtOrAfter(middle, 1) ? low : high) = middle;
    }
    double beat = 1, over = 2;
    while (isAtOrAfter(low, over) && !isAtOrAfter(low + 1, 1)) beat = over++;
    for (double part = 0.5; part > 1e-6; part /= 2)
        if (seconds >= timeOf(low, beat + part)) beat += part;
    return {low, beat};
}

}
