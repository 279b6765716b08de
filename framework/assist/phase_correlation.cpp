// Both signals in one transform, and back in another one.
// SPDX-License-Identifier: MIT
#include "framework/assist/phase_correlation.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace stemwright {

namespace {

constexpr float weakest = 1e-7f;   // of the highest power
constexpr size_t fewestBins = 200; // that make a delay certain
constexpr double beyondChance = 6; // standard deviations of what unrelated signals have
constexpr double beyondOthers = 1.3;
constexpr int64_t beside = 8; // samples that belong to a peak

double rootMeanSquare(const std::vector<float>& signal) {
    double sum = 0;
    for (float x : signal) sum += double(x) * x;
    return std::sqrt(sum / double(signal.size()));
}

}

PhaseCorrelation::PhaseCorrelation(size_t size, int64_t reach)
    : size_(size), reach_(reach), fourier_(size), real_(size), imaginary_(size), sum_(size_t(2 * reach + 1)) {
    for (size_t n = 0; n < size; ++n)
        window_.push_back(float(0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(n) / double(size))));
}

std::optional<PhaseCorrelation::Peak> PhaseCorrelation::add(const std::vector<float>& first,
                                                            const std::vector<float>& second) {
    double one = rootMeanSquare(first), two = rootMeanSquare(second);
    if (one == 0 || two == 0) return {};
    for (size_t n = 0; n < size_; ++n) { // of one level, so that neither is lost in the rounding of the other
        real_[n] = float(first[n] / one) * window_[n];
        imaginary_[n] = float(second[n] / two) * window_[n];
    }
    fourier_.transform(real_, imaginary_);
    struct Bin {
        float ar, ai, br, bi;
        float powerOfFirst() const { return ar * ar + ai * ai; }
        float powerOfSecond() const { return br * br + bi * bi; }
    };
    std::vector<Bin> bins(size_ / 2);
    float highestOne = 0, highestTwo = 0;
    for (size_t k = 1; k < size_ / 2; ++k) {
        float r = real_[k], i = imaginary_[k], mr = real_[size_ - k], mi = imaginary_[size_ - k];
        bins[k] = {r + mr, i - mi, i + mi, mr - r};
        highestOne = std::max(highestOne, bins[k].powerOfFirst());
        highestTwo = std::max(highestTwo, bins[k].powerOfSecond());
    }
    std::fill(real_.begin(), real_.end(), 0.f), std::fill(imaginary_.begin(), imaginary_.end(), 0.f);
    size_t used = 0;
    for (size_t k = 1; k < size_ / 2; ++k) {
        const auto& [ar, ai, br, bi] = bins[k];
        float powerOne = bins[k].powerOfFirst(), powerTwo = bins[k].powerOfSecond();
        if (powerOne <= weakest * highestOne || powerTwo <= weakest * highestTwo) continue;
        float size = std::sqrt(powerOne) * std::sqrt(powerTwo);
        // The conjugate of conj(A) B, so that the transform forward is the one back.
        real_[k] = (ar * br + ai * bi) / size, imaginary_[k] = (ai * br - ar * bi) / size;
        ++used;
    }
    if (used < fewestBins) return {};
    fourier_.transform(real_, imaginary_);
    std::vector<double> correlation;
    for (int64_t delay = -reach_; delay <= reach_; ++delay)
        correlation.push_back(real_[size_t(delay + int64_t(size_)) % size_] / double(used));
    for (size_t i = 0; i < sum_.size(); ++i) sum_[i] += correlation[i];
    ++count_;
    return peakOf(correlation, std::sqrt(0.5 / double(used)));
}

PhaseCorrelation::Peak PhaseCorrelation::mean() const {
    Peak peak = peakOf(sum_, 0);
    peak.height /= double(count_);
    return peak;
}

PhaseCorrelation::Peak PhaseCorrelation::peakOf(const std::vector<double>& correlation, double chance) const {
    auto larger = [](double a, double b) { return std::fabs(a) < std::fabs(b); };
    auto peak = std::max_element(correlation.begin(), correlation.end(), larger);
    double others = 0;
    for (auto i = correlation.begin(); i != correlation.end(); ++i)
        if (std::abs(i - peak) > beside) others = std::max(others, std::fabs(*i));
    double height = std::fabs(*peak);
    return {peak - correlation.begin() - reach_, *peak,
            height > beyondChance * chance && height > beyondOthers * others};
}

}
