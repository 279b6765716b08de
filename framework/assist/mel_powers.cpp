// Weights of bins in mel bands.
// SPDX-License-Identifier: MIT
#include "framework/assist/mel_powers.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

static double melOf(double frequency) { return 1127 * std::log1p(frequency / 700); }

MelSums::MelSums(size_t size, double rate) {
    const double lowest = melOf(20), width = (melOf(16000) - lowest) / double(melCount + 1);
    for (size_t b = 0; b < melCount; ++b) {
        const double middle = lowest + width * double(b + 1);
        for (size_t k = 0; k <= size / 2; ++k) {
            double weight = 1 - std::fabs(melOf(double(k) * rate / double(size)) - middle) / width;
            if (weight <= 0) continue;
            if (bands_[b].weights.empty()) bands_[b].first = k;
            bands_[b].weights.push_back(float(weight));
        }
    }
}

MelPowers MelSums::operator()(const std::vector<float>& powers) const {
    MelPowers sums{};
    for (size_t b = 0; b < melCount; ++b)
        for (size_t i = 0; i < bands_[b].weights.size(); ++i)
            sums[b] += bands_[b].weights[i] * powers[bands_[b].first + i];
    return sums;
}

}
