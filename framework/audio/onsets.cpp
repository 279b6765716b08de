// Spectral flux, frame by frame, and its peaks.
// SPDX-License-Identifier: MIT
#include "framework/audio/onsets.h"
#include "framework/audio/fourier.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace stemwright {

namespace {

constexpr int64_t step = 128;   // frames from one spectrum to the next
constexpr size_t size = 1024;   // of a spectrum
constexpr double loudness = 30; // how far magnitudes are compressed before they are compared

// How much louder the spectrum grew, for blocks that end at step, 2 step, ...
class Flux {
  public:
    Flux(int channels, double rate, const OnsetOptions& options) : channels_(channels), fourier_(size) {
        double bins = double(size) / rate;
        first_ = size_t(std::clamp(options.from * bins, 1., double(size / 2)));
        last_ = size_t(std::clamp(options.to * bins, double(first_), double(size / 2)));
        for (size_t i = 0; i < size; ++i)
            window_[i] = float(0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(i) / double(size)));
    }

    double at(const float* interleaved, int64_t frames, int64_t end) {
        std::fill(imaginary_.begin(), imaginary_.end(), 0.f);
        for (size_t i = 0; i < size; ++i) {
            int64_t frame = end - int64_t(size) + int64_t(i);
            float sum = 0;
            for (int c = 0; frame >= 0 && frame < frames && c < channels_; ++c)
                sum += interleaved[frame * channels_ + c];
            real_[i] = sum / float(channels_) * window_[i];
        }
        fourier_.transform(real_, imaginary_);
        double grown = 0;
        for (size_t k = first_; k < last_; ++k) {
            float magnitude = std::log1p(float(loudness) * std::hypot(real_[k], imaginary_[k]));
            grown += std::max(0.f, magnitude - before_[k]);
            before_[k] = magnitude;
        }
        return grown;
    }

  private:
    int channels_;
    size_t first_, last_; // bins
    Fourier fourier_;
    std::vector<float> window_ = std::vector<float>(size), real_ = window_, imaginary_ = window_,
                       before_ = window_;
};

}

std::vector<double> onsets(const float* interleaved, int64_t frames, int channels, double rate,
                           const OnsetOptions& options) {
    Flux flux(channels, rate, options);
    std::vector<double> grown;
    for (int64_t end = step; end < frames + step; end += step)
        grown.push_back(flux.at(interleaved, frames, end));
    std::vector<double> times;
    for (size_t i : fluxPeaks(grown, double(step) / rate, options)) {
        // The block whose flux is highest has the onset a little way into its rising end.
        double time = std::max(0., (double(i + 1) * step - 0.25 * double(size)) / rate);
        if (times.empty() || time - times.back() >= options.gap) times.push_back(time);
    }
    return times;
}

std::vector<size_t> fluxPeaks(const std::vector<double>& flux, double hop, const OnsetOptions& options) {
    std::vector<size_t> peaks;
    if (flux.empty()) return peaks;
    double least = options.threshold * *std::max_element(flux.begin(), flux.end());
    int64_t count = int64_t(flux.size()), near = std::max<int64_t>(1, int64_t(0.03 / hop)),
            wide = std::max<int64_t>(1, int64_t(0.1 / hop));
    for (int64_t i = 0; i < count; ++i) {
        auto begin = flux.begin() + std::max<int64_t>(0, i - near),
             end = flux.begin() + std::min(count, i + near + 1);
        double value = flux[size_t(i)];
        if (value <= 0 || value < *std::max_element(begin, end)) continue;
        int64_t first = std::max<int64_t>(0, i - wide), last = std::min(count, i + wide + 1);
        double mean = 0;
        for (int64_t k = first; k < last; ++k) mean += flux[size_t(k)] / double(last - first);
        if (value >= mean + least) peaks.push_back(size_t(i));
    }
    return peaks;
}

}
