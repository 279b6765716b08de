// SPEC: features of magnitude spectra, defined as librosa defines them.
// SPDX-License-Identifier: MIT
#include "framework/assist/feature_distances.h"
#include "framework/assist/running_mean.h"
#include "framework/assist/short_time_spectra.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace stemwright {

namespace {

constexpr size_t binCount = featureFrame / 2 + 1;
constexpr size_t contrastBands = 5; // up to 250, 500, 1000, 2000 Hz and beyond
constexpr double binWidth = StereoSound::rate / featureFrame;

using ByBand = std::array<std::vector<double>, contrastBands>;

struct Contrast {
    ByBand peaks, valleys; // mean magnitudes of frames
};

double frequencyOf(size_t bin) { return double(bin) * binWidth; }

// Hz; each is counted from 1 Hz up, so that a reference of 0 Hz divides nothing by zero.
void addShape(const std::vector<double>& s, SpectralFeatures& to) {
    double sum = 0, first = 0;
    for (size_t k = 0; k < binCount; ++k) sum += s[k], first += frequencyOf(k) * s[k];
    double centroid = sum > 0 ? first / sum : 0, second = 0, below = 0;
    for (size_t k = 0; k < binCount; ++k)
        second += (frequencyOf(k) - centroid) * (frequencyOf(k) - centroid) * s[k];
    size_t rolloff = 0;
    while (rolloff + 1 < binCount && (below += s[rolloff]) < 0.85 * sum) ++rolloff;
    to.centroid.push_back(1 + centroid);
    to.bandwidth.push_back(1 + (sum > 0 ? std::sqrt(second / sum) : 0));
    to.rolloff.push_back(1 + frequencyOf(rolloff));
}

// Geometric over arithmetic mean of the powers, in dB below 1.
void addFlatness(const std::vector<double>& s, SpectralFeatures& to) {
    double logarithms = 0, sum = 0;
    for (double magnitude : s) {
        double power = std::max(magnitude * magnitude, 1e-10);
        logarithms += std::log(power), sum += power;
    }
    double flatness = std::exp(logarithms / binCount) / (sum / binCount);
    to.flatness.push_back(1 - 20 * std::log10(flatness));
}

// Means of the highest and of the lowest fiftieth of the bins of each band.
void addContrast(const std::vector<double>& s, Contrast& to) {
    std::vector<double> sorted;
    for (size_t band = 0; band < contrastBands; ++band) {
        double low = band == 0 ? 0 : 125 * std::exp2(double(band)), high = 250 * std::exp2(double(band));
        size_t first = size_t(std::ceil(low / binWidth)), last = size_t(high / binWidth);
        if (band > 0) --first; // bands overlap by the bin below
        if (band + 1 == contrastBands) last = binCount - 1;
        size_t bins = last - first + 1;
        if (band + 1 == contrastBands) ++last; // all but the last band leave out their highest bin
        sorted.assign(s.begin() + int64_t(first), s.begin() + int64_t(last));
        std::sort(sorted.begin(), sorted.end());
        auto count = int64_t(std::max(1.0, std::nearbyint(0.02 * double(bins))));
        to.valleys[band].push_back(std::accumulate(sorted.begin(), sorted.begin() + count, 0.0) /
                                   double(count));
        to.peaks[band].push_back(std::accumulate(sorted.end() - count, sorted.end(), 0.0) / double(count));
    }
}

// In dB, 80 dB down from the highest one at most.
ByBand levelsOf(ByBand bands) {
    double highest = -100;
    for (std::vector<double>& band : bands)
        for (double& value : band)
            highest = std::max(highest, value = 10 * std::log10(std::max(value, 1e-10)));
    for (std::vector<double>& band : bands)
        for (double& value : band) value = std::max(value, highest - 80);
    return bands;
}

void takeContrast(const Contrast& from, SpectralFeatures& to) {
    ByBand contrast = levelsOf(from.peaks), valleys = levelsOf(from.valleys);
    for (size_t band = 0; band < contrastBands; ++band)
        for (size_t i = 0; i < contrast[band].size(); ++i) contrast[band][i] -= valleys[band][i];
    for (size_t i = 0; i < contrast[0].size(); ++i)
        to.contrastMids.push_back((contrast[1][i] + contrast[2][i] + contrast[3][i]) / 3);
    to.contrastLows = std::move(contrast.front()), to.contrastHighs = std::move(contrast.back());
}

}

std::array<SpectralFeatures, 2> spectralFeatures(const StereoSound& sound) {
    const double gain = judgedPeak / sound.peak(), quietest = 1e-6 / gain; // -120 dBFS
    std::array<SpectralFeatures, 2> sides;
    std::array<Contrast, 2> contrasts;
    std::vector<double> scaled(binCount);
    ShortTimeSpectra spectra(featureFrame, featureHop, FrameWindow::rootHann, FrameEdges::inside);
    spectra.each(sound, [&](const ShortTimeSpectra::Magnitudes& magnitudes) {
        for (size_t side = 0; side < 2; ++side) {
            SpectralFeatures& to = sides[side];
            auto begin = sound.channels[side].begin() + int64_t(to.silent.size()) * featureHop;
            to.silent.push_back(
                std::all_of(begin, begin + featureFrame, [&](float x) { return std::fabs(x) < quietest; }));
            for (size_t k = 0; k < binCount; ++k) scaled[k] = gain * magnitudes[side][k];
            addShape(scaled, to), addFlatness(scaled, to), addContrast(scaled, contrasts[side]);
        }
    });
    for (size_t side : {0, 1}) takeContrast(contrasts[side], sides[side]);
    return sides;
}

DistanceGroup spectralDistance(const std::array<SpectralFeatures, 2>& mix,
                               const std::array<SpectralFeatures, 2>& reference) {
    auto member = [&](const char* name, std::vector<double> SpectralFeatures::*feature) {
        std::vector<double> errors; // of those channels where the reference is not silent
        for (size_t side : {0, 1}) {
            auto heard = [&](const SpectralFeatures& features) {
                std::vector<double> values;
                for (size_t i = 0; i < (features.*feature).size(); ++i)
                    if (!reference[side].silent[i]) values.push_back((features.*feature)[i]);
                return values;
            };
            errors.push_back(runningError(heard(mix[side]), heard(reference[side])));
        }
        return Distance{name, meanOfTold(errors)};
    };
    return meanOf("SPEC", {member("centroid", &SpectralFeatures::centroid),
                           member("bandwidth", &SpectralFeatures::bandwidth),
                           member("contrast_lows", &SpectralFeatures::contrastLows),
                           member("contrast_mids", &SpectralFeatures::contrastMids),
                           member("contrast_highs", &SpectralFeatures::contrastHighs),
                           member("rolloff", &SpectralFeatures::rolloff),
                           member("flatness", &SpectralFeatures::flatness)});
}

}
