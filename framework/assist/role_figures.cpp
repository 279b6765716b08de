// Levels by frame and band, and statistics of them.
// SPDX-License-Identifier: MIT
#include "framework/assist/role_figures.h"
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace stemwright {

namespace {

constexpr double floorLevel = 80;           // dB below the loudest frame that count as silence
constexpr double soundingLevel = 25;        // dB below the loudest frame: what is not softer sounds
constexpr size_t together = 4;              // bands, around onsets
constexpr ptrdiff_t before = 1, after = 11; // frames around an onset

using Levels = std::array<double, melCount>; // -1 to 1

std::vector<Levels> levelsOf(std::span<const MelPowers> frames) {
    double loudest = 0;
    for (const MelPowers& frame : frames)
        loudest = std::max(loudest, std::accumulate(frame.begin(), frame.end(), 0.));
    std::vector<Levels> all(frames.size());
    for (size_t f = 0; f < frames.size(); ++f)
        for (size_t b = 0; b < melCount; ++b)
            all[f][b] =
                1 + 2 * std::max(10 * std::log10(frames[f][b] / loudest + 1e-30), -floorLevel) / floorLevel;
    return all;
}

double powerOf(double level) { return std::pow(10, (level - 1) * floorLevel / 20); }

struct Statistics {
    double sum = 0, squares = 0;
    size_t count = 0;

    void add(double x) { sum += x, squares += x * x, ++count; }
    double mean() const { return count ? sum / double(count) : 0; }
    double deviation() const { return std::sqrt(std::max(0., squares / double(count) - mean() * mean())); }
};

/// Frames at which the mean rise of all bands is at least half its maximum, and larger than before and after;
/// the first frame where nothing rises.
std::vector<size_t> onsetsOf(const std::vector<double>& rises) {
    const double largest = *std::max_element(rises.begin(), rises.end());
    std::vector<size_t> onsets;
    for (size_t f = 1; f < rises.size(); ++f) {
        const double next = f + 1 < rises.size() ? rises[f + 1] : 0;
        if (rises[f] > rises[f - 1] && rises[f] >= next && rises[f] >= largest / 2) onsets.push_back(f);
    }
    if (onsets.empty()) onsets.push_back(0);
    return onsets;
}

/// All there is to know of the frames as a whole.
struct Course {
    std::vector<double> totals, rises; // dB; mean rise of the bands
    double loudest = 0, meanPower = 0;

    explicit Course(const std::vector<Levels>& levels) {
        for (size_t f = 0; f < levels.size(); ++f) {
            double power = 0, rise = 0;
            for (size_t b = 0; b < melCount; ++b) {
                power += powerOf(levels[f][b]);
                if (f > 0) rise += std::max(0., levels[f][b] - levels[f - 1][b]);
            }
            totals.push_back(10 * std::log10(power));
            rises.push_back(rise / double(melCount));
            meanPower += power / double(levels.size());
        }
        loudest = *std::max_element(totals.begin(), totals.end());
    }
    bool sounds(size_t frame) const { return totals[frame] >= loudest - soundingLevel; }
};

void tellBands(const std::vector<Levels>& levels, const Course& course, std::vector<double>& figures) {
    const size_t first = figures.size();
    figures.resize(first + 7 * melCount);
    for (size_t b = 0; b < melCount; ++b) {
        Statistics all, powers, rises, sounding, changes;
        double highest = -1;
        for (size_t f = 0; f < levels.size(); ++f) {
            const double level = levels[f][b], change = f > 0 ? level - levels[f - 1][b] : 0;
            all.add(level), powers.add(powerOf(level)), rises.add(std::max(0., change));
            highest = std::max(highest, level);
            if (course.sounds(f)) sounding.add(level);
            if (f > 0 && course.sounds(f) && course.sounds(f - 1)) changes.add(std::fabs(change));
        }
        const double share = 10 * std::log10(powers.mean() / course.meanPower);
        const double told[] = {all.mean(),
                               all.deviation(),
                               std::max(share, -floorLevel) / (floorLevel / 2) + 1,
                               highest,
                               10 * rises.mean(),
                               sounding.mean(),
                               10 * changes.mean()};
        for (size_t i = 0; i < std::size(told); ++i) figures[first + i * melCount + b] = told[i];
    }
}

void tellOnsets(const std::vector<Levels>& levels, const std::vector<size_t>& onsets,
                std::vector<double>& figures) {
    for (ptrdiff_t offset = -before; offset < after; ++offset)
        for (size_t band = 0; band < melCount; band += together) {
            double sum = 0;
            for (size_t onset : onsets) {
                const auto frame =
                    std::clamp<ptrdiff_t>(ptrdiff_t(onset) + offset, 0, ptrdiff_t(levels.size()) - 1);
                for (size_t b = band; b < band + together; ++b) sum += levels[size_t(frame)][b];
            }
            figures.push_back(sum / double(together * onsets.size()));
        }
}

void tellCourse(const Course& course, size_t onsets, std::vector<double>& figures) {
    Statistics level, change, rise;
    double last = course.totals[0];
    for (double total : course.totals) {
        level.add(total / floorLevel), change.add(std::fabs(total - last) / floorLevel);
        last = total;
    }
    for (double x : course.rises) rise.add(x);
    figures.insert(figures.end(), {level.mean(), level.deviation(), 10 * change.mean()});
    const double count = double(course.totals.size());
    for (double below : {6., 12., 25., 40.})
        figures.push_back(double(std::count_if(course.totals.begin(), course.totals.end(),
                                               [&](double total) { return total >= -below; })) /
                          count);
    figures.insert(figures.end(), {10 * double(onsets) / count, 10 * rise.sum / (count + 1),
                                   2 * *std::max_element(course.rises.begin(), course.rises.end())});
}

}

std::vector<double> roleFigures(std::span<const MelPowers> frames) {
    const std::vector<Levels> levels = levelsOf(frames);
    const Course course(levels);
    const std::vector<size_t> onsets = onsetsOf(course.rises);
    std::vector<double> figures;
    tellBands(levels, course, figures);
    tellOnsets(levels, onsets, figures);
    tellCourse(course, onsets.size(), figures);
    return figures;
}

}
