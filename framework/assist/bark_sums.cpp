// Shares of bins in bands.
// SPDX-License-Identifier: MIT
#include "framework/assist/bark_sums.h"
#include <algorithm>

namespace stemwright {

BarkSums::BarkSums(size_t size, double rate) {
    double width = rate / double(size); // of a bin, whose frequency is in its middle
    for (size_t b = 0; b < barkCount; ++b) {
        double low = lowerEdgeOfBand(b) / width, high = lowerEdgeOfBand(b + 1) / width;
        if (b + 1 == barkCount) high = double(size);
        auto first = size_t(std::max(0., low - 0.5));
        bands_[b].first = first;
        for (size_t k = first; k <= size / 2 && double(k) - 0.5 < high; ++k)
            bands_[b].shares.push_back(
                float(std::clamp(std::min(double(k) + 0.5, high) - std::max(double(k) - 0.5, low), 0., 1.)));
    }
}

BarkPowers BarkSums::operator()(const std::vector<float>& powers) const {
    BarkPowers sums{};
    for (size_t b = 0; b < barkCount; ++b)
        for (size_t i = 0; i < bands_[b].shares.size(); ++i)
            sums[b] += bands_[b].shares[i] * powers[bands_[b].first + i];
    return sums;
}

}
