// Lines in quiet moments.
// SPDX-License-Identifier: MIT
#include "framework/assist/hum_lines.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

constexpr size_t nearest = 4, furthest = 7; // bins to either side that are the neighbourhood
constexpr size_t fewest = 3;                // looks that tell
constexpr float lobe = 5;                   // bins in which the window puts all of a line

float medianOf(std::vector<float> values) {
    auto middle = values.begin() + ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}

HumLines::HumLines(size_t size, double rate) : width_(rate / double(size)) {
    for (double mains : {50., 60.})
        for (int order = 1; order <= mostOrders; ++order)
            if (mains * order < rate * 0.45)
                candidates_.push_back({mains, order, size_t(std::llround(mains * order / width_)), {}});
}

void HumLines::add(const std::vector<float>& powers) {
    for (Candidate& candidate : candidates_) {
        Look look;
        for (size_t i = 0; i < look.bins.size(); ++i) look.bins[i] = powers[candidate.middle + i - around];
        std::vector<float> beside;
        for (size_t distance = nearest; distance <= furthest; ++distance)
            for (size_t bin : {candidate.middle - distance, candidate.middle + distance})
                beside.push_back(powers[bin]);
        look.beside = medianOf(beside);
        candidate.looks.push_back(look);
    }
}

double HumLines::levelOf(const Candidate& candidate) const {
    std::vector<Look> looks;
    for (const Look& look : candidate.looks)
        if (look.bins[around] > 0) looks.push_back(look); // not where there is nothing at all
    if (looks.size() < fewest) return 0;
    std::stable_sort(looks.begin(), looks.end(), [](auto& a, auto& b) { return a.beside < b.beside; });
    looks.resize(std::max(fewest, looks.size() / 4));

    std::array<double, 2 * around + 1> sums{};
    std::vector<float> lines, beside;
    for (const Look& look : looks) {
        float line = -lobe * look.beside;
        for (int i = 0; i < 2 * around + 1; ++i) sums[size_t(i)] += look.bins[size_t(i)];
        for (int i = around - 2; i <= around + 2; ++i) line += look.bins[size_t(i)];
        lines.push_back(line), beside.push_back(look.beside);
    }
    float level = medianOf(lines), noise = medianOf(beside);
    if (level < 3 * lobe * noise) return 0; // with the noise, 6 dB above it
    auto isSteady = [&](float line) { return line > level / 2 && line < level * 2; };
    if (std::count_if(lines.begin(), lines.end(), isSteady) * 5 < ptrdiff_t(lines.size()) * 4) return 0;

    // A Hann window puts a line d bins above bin k into k and k + 1 in the ratio 2 - d to 1 + d.
    auto highest = size_t(std::max_element(sums.begin() + 1, sums.end() - 1) - sums.begin());
    size_t low = sums[highest + 1] > sums[highest - 1] ? highest : highest - 1;
    double tilt = std::sqrt(sums[low + 1] / sums[low]), beyond = (2 * tilt - 1) / (1 + tilt);
    double frequency = (double(candidate.middle + low) - around + beyond) * width_;
    double tolerance = 0.15 + 0.12 * candidate.order;
    return std::fabs(frequency - candidate.mains * candidate.order) <= tolerance ? level : 0;
}

std::optional<MainsHum> HumLines::hum(double power) const {
    std::optional<MainsHum> loudest;
    for (double mains : {50., 60.}) {
        MainsHum hum{mains, 0, {}};
        double sum = 0;
        for (const Candidate& candidate : candidates_)
            if (double level = candidate.mains == mains ? levelOf(candidate) : 0; level > 0) {
                hum.lines.push_back({candidate.order, levelOfPower(level)});
                sum += level;
            }
        bool isHum = !hum.lines.empty() && hum.lines[0].order <= 2 &&
                     (hum.lines[0].order == 1 || hum.lines.size() > 1) && sum < power / 4;
        hum.level = levelOfPower(sum);
        if (isHum && (!loudest || hum.level > loudest->level)) loudest = hum;
    }
    return loudest;
}

}
