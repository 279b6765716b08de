// Growth by bands, then rises by milliseconds.
// SPDX-License-Identifier: MIT
#include "framework/assist/onset_times.h"
#include "framework/audio/onsets.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace stemwright {

namespace {

constexpr double compression = 1e4;       // powers are compared as far as 40 dB below the loudest hop
constexpr int64_t before = 10, after = 5; // ms

std::vector<double> fluxOf(const std::vector<BarkPowers>& bands) {
    float loudest = 0;
    for (const BarkPowers& powers : bands)
        loudest = std::max(loudest, std::accumulate(powers.begin(), powers.end(), 0.f));
    std::vector<double> flux;
    if (loudest == 0) return flux;
    std::array<double, barkCount> last{};
    for (const BarkPowers& powers : bands) {
        double grown = 0;
        for (size_t b = 0; b < barkCount; ++b) {
            double level = std::log1p(compression * powers[b] / loudest);
            grown += std::max(0., level - last[b]);
            last[b] = level;
        }
        flux.push_back(grown);
    }
    return flux;
}

// The ms in `from` to `to` after which there is most energy compared with before.
int64_t steepest(const std::vector<float>& energies, int64_t from, int64_t to) {
    auto count = int64_t(energies.size());
    auto mean = [&](int64_t first, int64_t last) {
        double sum = 0;
        for (int64_t i = std::max<int64_t>(first, 0); i < std::min(last, count); ++i)
            sum += energies[size_t(i)];
        return sum / double(last - first);
    };
    from = std::max<int64_t>(from, 0), to = std::min(to, count - 1);
    double least = 1e-4 * *std::max_element(energies.begin() + from, energies.begin() + to + 1), most = 0;
    int64_t best = from;
    for (int64_t i = from; i <= to; ++i)
        if (double rise = mean(i, i + after) / (mean(i - before, i) + least); rise > most)
            most = rise, best = i;
    return best;
}

}

std::vector<double> onsetTimes(const std::vector<BarkPowers>& bands, double hop,
                               const std::vector<float>& energies) {
    OnsetOptions options;
    std::vector<double> times;
    for (size_t i : fluxPeaks(fluxOf(bands), hop, options)) {
        double middle = (double(i) + 0.5) * hop, reach = 1.2 * hop;
        auto at = int64_t((middle - reach) * 1000), end = int64_t((middle + reach) * 1000);
        if (at >= int64_t(energies.size())) break;
        double time = double(steepest(energies, at, end)) / 1000;
        if (times.empty() || time - times.back() >= options.gap) times.push_back(time);
    }
    return times;
}

}
