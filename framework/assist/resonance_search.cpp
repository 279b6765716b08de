// Looks by cells of a 24th of an octave, then measures by bins.
// SPDX-License-Identifier: MIT
#include "framework/assist/resonance_search.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace stemwright {

namespace {

constexpr double lowest = 40, perOctave = 24;
constexpr size_t reach = 12; // cells, half an octave
constexpr float leastHeight = 6, leastPersistence = 0.6f;
constexpr size_t fewest = 4; // spectra that tell
constexpr double lasting = 0.6, pitched = 0.2, sharpest = 40, leastQuality = 4;
constexpr double mostEnergy = 0.25, leastEnergy = 1e-4; // shares of all
constexpr double windowWidth = 1.44;                    // bins, 3 dB down: what is made of a steady tone
constexpr double wider = 1.4;                           // than that, at least, is no tone

float medianOf(std::vector<float>& values) {
    auto middle = values.begin() + ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}

ResonanceSearch::ResonanceSearch(size_t size, double rate)
    : width_(rate / double(size)), sums_(size / 2 + 1) {
    for (int c = 0;; ++c) {
        double middle = lowest * std::exp2(c / perOctave), side = std::exp2(0.5 / perOctave);
        if (middle * side > std::min(16e3, 0.45 * rate)) break;
        auto first = size_t(std::ceil(middle / side / width_)), last = size_t(middle * side / width_);
        if (first > last) first = last = size_t(std::llround(middle / width_));
        cells_.push_back({first, last});
    }
}

void ResonanceSearch::add(const std::vector<float>& powers) {
    for (size_t k = 0; k < sums_.size(); ++k) sums_[k] += powers[k];
    energies_.push_back(std::accumulate(powers.begin(), powers.end(), 0.f));
    std::vector<float> levels, above;
    for (const Cell& cell : cells_) {
        float sum = std::accumulate(powers.begin() + ptrdiff_t(cell.first),
                                    powers.begin() + ptrdiff_t(cell.last) + 1, 0.f);
        levels.push_back(10 * std::log10(sum / float(cell.last - cell.first + 1) + 1e-30f));
    }
    for (size_t c = 0; c < levels.size(); ++c) {
        size_t from = c < reach ? 0 : c - reach, to = std::min(levels.size(), c + reach + 1);
        std::vector<float> around(levels.begin() + ptrdiff_t(from), levels.begin() + ptrdiff_t(to));
        above.push_back(levels[c] - medianOf(around));
    }
    above_.push_back(std::move(above));
}

// Frequency and quality by the mean spectrum, smoothed as far as leaves a Q of 100; a quality of 0 is no
// resonance but a tone, the sound itself, or next to nothing.
Resonance ResonanceSearch::refined(size_t cell) const {
    auto smooth = size_t(double(cells_[cell].first) / 400);
    auto at = [&](size_t k) {
        double sum = 0;
        for (size_t i = k - smooth; i <= k + smooth; ++i) sum += sums_[i];
        return sum / double(2 * smooth + 1);
    };
    size_t peak = cells_[cell].first;
    for (size_t k = cells_[cell].first - 1; k <= cells_[cell].last + 1; ++k)
        if (at(k) > at(peak)) peak = k;
    double half = at(peak) / 2, ends[2];
    for (int way : {-1, 1}) {
        size_t k = peak;
        while (k > smooth + 1 && k + smooth + 2 < sums_.size() && at(k) > half) k += size_t(way);
        double inner = at(k - size_t(way)), outer = at(k);
        ends[way > 0] = double(k) - way * (half - outer) / std::max(inner - outer, 1e-300);
    }
    double width = ends[1] - ends[0], energy = 0;
    Resonance tone{(ends[0] + ends[1]) / 2 * width_, 0, 0, 0};
    double ofTone = std::hypot(windowWidth, 2. * double(smooth));
    if (width < wider * ofTone) return tone;
    for (auto k = size_t(ends[0]); k <= size_t(ends[1]) + 1; ++k) energy += sums_[k];
    double all = std::accumulate(sums_.begin(), sums_.end(), 0.);
    if (energy > mostEnergy * all || energy < leastEnergy * all) return tone;
    tone.quality = tone.frequency / width_ / std::sqrt(width * width - ofTone * ofTone);
    return tone;
}

// Whether two frequencies may be partials of one note, or notes of one chord.
static bool areRelated(double a, double b) {
    double ratio = std::max(a, b) / std::min(a, b);
    for (double relation : {5. / 4, 4. / 3, 3. / 2, 2., 5. / 2, 3., 4., 5., 6.})
        if (std::fabs(ratio / relation - 1) < 0.015) return true;
    return false;
}

std::vector<Resonance> ResonanceSearch::resonances(double tonal) const {
    std::vector<size_t> loud;
    float threshold = energies_.empty() ? 0 : *std::max_element(energies_.begin(), energies_.end()) * 1e-4f;
    for (size_t i = 0; i < energies_.size(); ++i)
        if (energies_[i] > 0 && energies_[i] >= threshold) loud.push_back(i);
    if (loud.size() < fewest) return {};
    std::vector<float> heights, persistences;
    for (size_t c = 0; c < cells_.size(); ++c) {
        std::vector<float> above;
        for (size_t i : loud) above.push_back(above_[i][c]);
        auto standing = std::count_if(above.begin(), above.end(), [](float x) { return x >= leastHeight; });
        persistences.push_back(float(standing) / float(loud.size()));
        heights.push_back(medianOf(above));
    }
    std::vector<Resonance> found;
    for (size_t c = 1; c + 1 < cells_.size(); ++c) {
        if (heights[c] < leastHeight || persistences[c] < leastPersistence || heights[c] < heights[c - 1] ||
            heights[c] <= heights[c + 1])
            continue;
        Resonance resonance = refined(c);
        resonance.height = heights[c], resonance.persistence = persistences[c];
        found.push_back(resonance);
    }
    std::vector<Resonance> ringing;
    for (const Resonance& one : found) {
        bool hasRelations = std::any_of(found.begin(), found.end(), [&](auto& other) {
            return areRelated(one.frequency, other.frequency);
        });
        bool isNote = (tonal > lasting && one.quality > sharpest) || (tonal > pitched && hasRelations);
        if (!isNote && one.quality >= leastQuality) ringing.push_back(one);
    }
    return ringing;
}

}
