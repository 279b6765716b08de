// Traunmueller's formula, both ways.
// SPDX-License-Identifier: MIT
#include "framework/assist/bark_scale.h"
#include <cmath>
#include <limits>

namespace stemwright {

double barkOf(double frequency) {
    double bark = 26.81 * frequency / (1960 + frequency) - 0.53;
    if (bark < 2) return bark + 0.15 * (2 - bark);
    return bark > 20.1 ? bark + 0.22 * (bark - 20.1) : bark;
}

double frequencyOfBark(double bark) {
    if (bark < 2) bark = (bark - 0.3) / 0.85;
    if (bark > 20.1) bark = (bark + 4.422) / 1.22;
    return 1960 * (bark + 0.53) / (26.28 - bark);
}

double lowerEdgeOfBand(size_t band) { return band == 0 ? 0 : frequencyOfBark(double(band)); }
double middleOfBand(size_t band) { return frequencyOfBark(double(band) + 0.5); }

double levelOfPower(double power) {
    return power > 0 ? 10 * std::log10(power) : -std::numeric_limits<double>::infinity();
}

}
