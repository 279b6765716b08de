// SPEC: features of magnitude spectra, defined as librosa defines them.
// SPDX-License-Identifier: MIT
#include "framework/assist/feature_distances.h"
#include "framework/assist/short_time_spectra.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace stemwright {

namespace {

constexpr size_t binCount = featureFrame / 2 + 1;
constexpr size_t contrastBands = 5; // up to 250, 500, 1000, 2000 Hz and beyond
constexpr double binWidth = StereoSound::rate / featureFrame;

// Of the frames of one channel.
struct Spectral {
    std::vector<double> centroid, bandwidth, rolloff, flatness;
    std::array<std::vector<double>, contrastBands> peaks, valleys;
    std::vector<bool> silent;
};

double frequencyOf(size_t bin) { return double(bin) * binWidth; }

// Hz; each is counted from 1 Hz up, so that a reference of 0 Hz divides nothing by zero.
void addShape(const std::vector<float>& s, Spectral& to) {
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
void addFlatness(const std::vector<float>& s, Spectral& to) {
    double logarithms = 0, sum = 0;
    for (float magnitude : s) {
        double power = std::max(double(magnitude) * magnitude, 1e-10);
        logarithms += std::log(power), sum += power;
    }
    double flatness = std::exp(logarithms / binCount) / (sum / binCount);
    to.flatness.push_back(1 - 20 * std::log10(flatness));
}

// Means of the highest and of the lowest fiftieth of the bins of each band.
void addContrast(const std::vector<float>& s, Spectral& to) {
    std::vector<float> sorted;
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
std::array<std::vector<double>, contrastBands>
levelsOf(std::array<std::vector<double>, contrastBands> bands) {
    double highest = -100;
    for (std::vector<double>& band : bands)
        for (double& value : band)
            highest = std::max(highest, value = 10 * std::log10(std::max(value, 1e-10)));
    for (std::vector<double>& band : bands)
        for (double& value : band) value = std::max(value, highest - 80);
    return bands;
}

std::array<std::vector<double>, contrastBands> contrastOf(const Spectral& features) {
    auto contrast = levelsOf(features.peaks);
    auto valleys = levelsOf(features.valleys);
    for (size_t band = 0; band < contrastBands; ++band)
        for (size_t i = 0; i < contrast[band].size(); ++i) contrast[band][i] -= valleys[band][i];
    return contrast;
}

std::array<Spectral, 2> spectral(const StereoSound& sound) {
    const float gain = float(judgedPeak / sound.peak()), quietest = 1e-6f / gain; // -120 dBFS
    std::array<Spectral, 2> sides;
    std::vector<float> scaled(binCount);
    ShortTimeSpectra spectra(featureFrame, featureHop, FrameWindow::rootHann, FrameEdges::inside);
    spectra.each(sound, [&](const ShortTimeSpectra::Magnitudes& magnitudes) {
        for (size_t side = 0; side < 2; ++side) {
            Spectral& to = sides[side];
            auto begin = sound.channels[side].begin() + int64_t(to.silent.size()) * featureHop;
            to.silent.push_back(
                std::all_of(begin, begin + featureFrame, [&](float x) { return std::fabs(x) < quietest; }));
            for (size_t k = 0; k < binCount; ++k) scaled[k] = gain * magnitudes[side][k];
            addShape(scaled, to), addFlatness(scaled, to), addContrast(scaled, to);
        }
    });
    return sides;
}

}

DistanceGroup spectralDistance(const StereoSound& mix, const StereoSound& reference) {
    static const char* const names[] = {"centroid",       "bandwidth", "contrast_lows", "contrast_mids",
                                        "contrast_highs", "rolloff",   "flatness"};
    std::array<std::vector<double>, std::size(names)> errors; // by member, of both channels
    auto mixSides = spectral(mix), referenceSides = spectral(reference);
    for (size_t side = 0; side < 2; ++side) {
        const Spectral &a = mixSides[side], &b = referenceSides[side];
        auto heard = [&](std::vector<double> values) { // in frames where the reference is not silent
            size_t kept = 0;
            for (size_t i = 0; i < values.size(); ++i)
                if (!b.silent[i]) values[kept++] = values[i];
            values.resize(kept);
            return values;
        };
        auto mids = [](const std::array<std::vector<double>, contrastBands>& bands) {
            std::vector<double> mean(bands[0].size());
            for (size_t i = 0; i < mean.size(); ++i) mean[i] = (bands[1][i] + bands[2][i] + bands[3][i]) / 3;
            return mean;
        };
        auto add = [&](size_t member, const std::vector<double>& judged, const std::vector<double>& wanted) {
            errors[member].push_back(runningError(heard(judged), heard(wanted)));
        };
        auto contrast = contrastOf(a), wanted = contrastOf(b);
        add(0, a.centroid, b.centroid);
        add(1, a.bandwidth, b.bandwidth);
        add(2, contrast.front(), wanted.front());
        add(3, mids(contrast), mids(wanted));
        add(4, contrast.back(), wanted.back());
        add(5, a.rolloff, b.rolloff);
        add(6, a.flatness, b.flatness);
    }
    std::vector<Distance> members;
    for (size_t i = 0; i < std::size(names); ++i) members.push_back({names[i], meanOfTold(errors[i])});
    return meanOf("SPEC", std::move(members));
}

}
