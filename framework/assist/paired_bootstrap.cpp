// Draws by a generator whose numbers the language fixes.
// SPDX-License-Identifier: MIT
#include "framework/assist/paired_bootstrap.h"
#include <algorithm>
#include <limits>
#include <numeric>
#include <random>

namespace stemwright {

BootstrapInterval pairedBootstrap(const std::vector<double>& differences, uint64_t seed, size_t resamples) {
    if (differences.empty()) {
        constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
        return {unknown, unknown, unknown};
    }
    const double count = double(differences.size());
    std::mt19937_64 generator(seed);
    std::vector<double> means(resamples);
    for (double& mean : means) {
        // The remainder prefers low numbers by 1e-16 of their share, which no one can see.
        for (size_t i = 0; i < differences.size(); ++i) mean += differences[generator() % differences.size()];
        mean /= count;
    }
    std::sort(means.begin(), means.end());
    auto quantile = [&](double part) { return means[size_t(part * double(resamples - 1) + 0.5)]; };
    return {std::accumulate(differences.begin(), differences.end(), 0.0) / count, quantile(0.025),
            quantile(0.975)};
}

}
