// Measures levels of sines in a signal.
// SPDX-License-Identifier: MIT
#pragma once
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

namespace stemwright {

inline double inDecibels(double amplitude) { return 20 * std::log10(std::max(amplitude, 1e-30)); }

/// A sine of frequency f over the rate.
inline std::vector<float> sine(int frames, double f, double level = 1, double phase = 0) {
    std::vector<float> x(frames);
    for (int i = 0; i < frames; ++i) x[i] = float(level * std::sin(2 * std::numbers::pi * (f * i + phase)));
    return x;
}

/// Amplitude of what lies at f over the rate, from frame `first` on, through a window with side lobes below
/// -92 dB (Blackman and Harris).
inline double amplitudeAt(const std::vector<float>& x, double f, int first = 0) {
    std::complex<double> sum = 0;
    double size = 0;
    int n = int(x.size()) - first;
    for (int i = 0; i < n; ++i) {
        double t = 2 * std::numbers::pi * (i + 0.5) / n;
        double w = 0.35875 - 0.48829 * std::cos(t) + 0.14128 * std::cos(2 * t) - 0.01168 * std::cos(3 * t);
        sum += w * double(x[first + i]) * std::polar(1., -2 * std::numbers::pi * f * i);
        size += w;
    }
    return (f > 0 ? 2 : 1) * std::abs(sum) / size;
}

/// The response of an impulse response at f over the rate.
inline double gainAt(const std::vector<float>& impulseResponse, double f) {
    std::complex<double> sum = 0;
    for (size_t i = 0; i < impulseResponse.size(); ++i)
        sum += double(impulseResponse[i]) * std::polar(1., -2 * std::numbers::pi * f * double(i));
    return std::abs(sum);
}

/// The largest step from one frame to the next.
inline double steepest(const std::vector<float>& x, int first, int last) {
    double most = 0;
    for (int i = first + 1; i < last; ++i) most = std::max(most, std::abs(double(x[i]) - x[i - 1]));
    return most;
}

}
