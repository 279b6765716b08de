// Interpolates with windowed sinc filters, as many frames at a time as registers hold.
// SPDX-License-Identifier: MIT
#include "framework/audio/true_peak.h"
#include "framework/audio/lanes.h"
#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace stemwright {

using Points = Pack<4>; // of successive frames
constexpr int64_t taps = 32, width = lanesOf<Points>, together = 4 * width, block = 16 * together;

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

static Points pointsAt(const float* from) {
    Points points;
    std::memcpy(&points, from, sizeof points);
    return points;
}

// The loudest of `frames` values, at most `together`: what a filter makes of those `from` on. Sums of their
// own names stay in registers.
static Points loudest(const float* from, std::span<const float> filter, int64_t frames) {
    Points a{}, b{}, c{}, d{};
    for (float factor : filter) {
        a += factor * pointsAt(from);
        b += factor * pointsAt(from + width);
        c += factor * pointsAt(from + 2 * width);
        d += factor * pointsAt(from + 3 * width);
        ++from;
    }
    Points highest{};
    for (Points sum : {a, b, c, d}) {
        for (int64_t i = std::max(frames, int64_t(0)); i < width; ++i) lane(sum, int(i)) = 0;
        highest = max<Points>(highest, abs<Points>(sum));
        frames -= width;
    }
    return highest;
}

// The highest of the samples that `together` points are made of.
static float loudestAround(const float* from) {
    constexpr int64_t count = together + taps - 1;
    Points highest = abs<Points>(pointsAt(from + count - width));
    for (int64_t i = 0; i + width < count; i += width)
        highest = max<Points>(highest, abs<Points>(pointsAt(from + i)));
    float loudest = 0;
    for (int l = 0; l < width; ++l) loudest = std::max(loudest, lane(highest, l));
    return loudest;
}

// How far a filter can raise what it hears at most, and a little for rounding.
static float mostGain(const std::vector<std::vector<float>>& filters) {
    double most = 1;
    for (const std::vector<float>& filter : filters) {
        double sum = 0;
        for (float factor : filter) sum += std::fabs(factor);
        most = std::max(most, sum);
    }
    return float(most * 1.0001);
}

// Takes in `frames` new ones, which stand behind the taps - 1 old ones in each signal.
void TruePeak::scan(int64_t frames) {
    static constexpr float itself[] = {1}; // the filter that leaves the samples as they are
    const float most = mostGain(filters_);
    for (std::vector<float>& signal : signals_) {
        Points highest{};
        for (int64_t i = 0; i < frames; i += together) {
            const float* from = signal.data() + i;
            if (loudestAround(from) * most < peak_) continue; // no point between them can be a new peak
            for (const std::vector<float>& filter : filters_)
                highest = max<Points>(highest, loudest(from, filter, std::min(frames - i, together)));
            highest = max<Points>(highest, loudest(from + taps - 1, itself, std::min(frames - i, together)));
        }
        for (int l = 0; l < width; ++l) peak_ = std::max(peak_, lane(highest, l));
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
