// Interpolates with windowed sinc filters, a block at a time so that the compiler can use vectors.
// SPDX-License-Identifier: MIT
#include "framework/audio/true_peak.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace stemwright {

constexpr int64_t taps = 32, block = 256;

static double besselI0(double x) {
    double sum = 1, term = 1;
    for (int k = 1; k < 60; ++k) sum += term *= (x / 2 / k) * (x / 2 / k);
    return sum;
}

// Kaiser window of 90 dB and a cutoff of 0.97 times Nyquist, like the resampler of ffmpeg, for comparable
// readings.
static std::vector<float> fractionalDelay(double fraction) {
    constexpr double beta = 9, cutoff = 0.97;
    std::vector<float> filter(taps);
    std::vector<double> exact(taps);
    double sum = 0;
    for (int64_t k = 0; k < taps; ++k) {
        double t = double(k) - (double(taps) / 2 - 1) - fraction, edge = t / (double(taps) / 2);
        double x = std::numbers::pi * cutoff * t;
        double window = std::abs(edge) < 1 ? besselI0(beta * std::sqrt(1 - edge * edge)) / besselI0(beta) : 0;
        exact[size_t(k)] = window * (std::abs(x) < 1e-9 ? 1 : std::sin(x) / x);
        sum += exact[size_t(k)];
    }
    for (int64_t k = 0; k < taps; ++k) filter[size_t(k)] = float(exact[size_t(k)] / sum);
    return filter;
}

TruePeak::TruePeak(int channels, double rate) : channels_(channels) {
    int points = rate < 96e3 ? 4 : rate < 192e3 ? 2 : 1;
    for (int p = 1; p < points; ++p) filters_.push_back(fractionalDelay(double(p) / points));
    signals_.assign(size_t(channels), std::vector<float>(size_t(taps - 1 + block)));
}

// Takes in `frames` new ones, which stand behind the taps - 1 old ones in each signal.
void TruePeak::scan(int64_t frames) {
    for (std::vector<float>& signal : signals_) {
        float highest = 0;
        for (const std::vector<float>& filter : filters_) {
            std::array<float, block> sum{};
            for (int64_t k = 0; k < taps; ++k) {
                const float factor = filter[size_t(k)], *from = signal.data() + k;
                for (int64_t i = 0; i < frames; ++i) sum[size_t(i)] += factor * from[i];
            }
            for (int64_t i = 0; i < frames; ++i) highest = std::max(highest, std::fabs(sum[size_t(i)]));
        }
        for (int64_t i = 0; i < frames; ++i)
            highest = std::max(highest, std::fabs(signal[size_t(taps - 1 + i)]));
        peak_ = std::max(peak_, highest);
        std::copy_n(signal.begin() + frames, taps - 1, signal.begin());
    }
}

void TruePeak::add(const float* interleaved, int64_t frames) {
    for (int64_t count; frames > 0; frames -= count, interleaved += count * channels_) {
        count = std::min(frames, block);
        for (int64_t c = 0; c < channels_; ++c)
            for (int64_t i = 0; i < count; ++i)
                signals_[size_t(c)][size_t(taps - 1 + i)] = interleaved[i * channels_ + c];
        scan(count);
    }
}

double TruePeak::peak() const {
    TruePeak end = *this;
    std::vector<float> silence(size_t(taps * channels_));
    end.add(silence.data(), taps);
    return end.peak_;
}

}
