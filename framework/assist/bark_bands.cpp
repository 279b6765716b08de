// The triangles as rows of weights.
// SPDX-License-Identifier: MIT
#include "framework/assist/bark_bands.h"
#include "framework/assist/bark_scale.h"
#include <algorithm>

namespace stemwright {

BarkBands::BarkBands(size_t bins, double binWidth) {
    const double lowest = barkOf(20), step = (barkOf(20000) - lowest) / (count + 1);
    auto edge = [&](size_t i) { return frequencyOfBark(lowest + step * double(i)); };
    for (size_t band = 0; band < count; ++band) {
        const double low = edge(band), middle = edge(band + 1), high = edge(band + 2);
        Triangle& triangle = triangles_[band];
        triangle.first = std::min(bins, size_t(low / binWidth) + 1);
        for (size_t k = triangle.first; k < bins && double(k) * binWidth < high; ++k) {
            double frequency = double(k) * binWidth;
            triangle.weights.push_back(
                std::min((frequency - low) / (middle - low), (high - frequency) / (high - middle)));
        }
    }
}

BarkBands::Values BarkBands::sums(const std::vector<double>& spectrum) const {
    Values sums{};
    for (size_t band = 0; band < count; ++band)
        for (size_t i = 0; i < triangles_[band].weights.size(); ++i)
            sums[band] += triangles_[band].weights[i] * spectrum[triangles_[band].first + i];
    return sums;
}

}
