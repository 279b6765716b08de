// The filters of the Audio EQ Cookbook in double precision, to compare ours with.
// SPDX-License-Identifier: MIT
#pragma once
#include <cmath>
#include <complex>
#include <numbers>
#include <string>
#include <vector>

namespace stemwright::cookbook {

/// R. Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients".
struct Biquad {
    double b0, b1, b2, a1, a2;

    std::vector<double> impulse(int frames) const {
        std::vector<double> y(frames);
        long double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
        for (int i = 0; i < frames; ++i) {
            long double x = i == 0, now = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
            x2 = x1, x1 = x, y2 = y1, y1 = now;
            y[i] = double(now);
        }
        return y;
    }
    double gain(double f) const { // at a frequency over the rate
        std::complex<double> z = std::polar(1., -2 * std::numbers::pi * f);
        return std::abs((b0 + b1 * z + b2 * z * z) / (1. + a1 * z + a2 * z * z));
    }
};

/// `shape` as the eq calls it, and allpass; f is the frequency over the rate. A quality of 0 is the limit
/// that the Web Audio standard gives.
inline Biquad biquad(const std::string& shape, double f, double q, double dB) {
    double w = 2 * std::numbers::pi * f, c = std::cos(w), s = std::sin(w), a = std::pow(10, dB / 40);
    double alpha = q > 0 ? s / (2 * q) : 0, root = 2 * std::sqrt(a) * alpha;
    auto over = [](double a0, double b0, double b1, double b2, double a1, double a2) {
        return Biquad{b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0};
    };
    if (q == 0) {
        bool edge = f == 0 || f == 0.5;
        return {shape == "bandpass"  ? !edge
                : shape == "notch"   ? edge
                : shape == "allpass" ? (edge ? 1. : -1.)
                : edge               ? 1.
                                     : a * a,
                0, 0, 0, 0};
    }
    if (shape == "lowpass") return over(1 + alpha, (1 - c) / 2, 1 - c, (1 - c) / 2, -2 * c, 1 - alpha);
    if (shape == "highpass") return over(1 + alpha, (1 + c) / 2, -1 - c, (1 + c) / 2, -2 * c, 1 - alpha);
    if (shape == "bandpass") return over(1 + alpha, alpha, 0, -alpha, -2 * c, 1 - alpha);
    if (shape == "notch") return over(1 + alpha, 1, -2 * c, 1, -2 * c, 1 - alpha);
    if (shape == "allpass") return over(1 + alpha, 1 - alpha, -2 * c, 1 + alpha, -2 * c, 1 - alpha);
    if (shape == "bell")
        return over(1 + alpha / a, 1 + alpha * a, -2 * c, 1 - alpha * a, -2 * c, 1 - alpha / a);
    if (shape == "low_shelf")
        return over(a + 1 + (a - 1) * c + root, a * (a + 1 - (a - 1) * c + root),
                    2 * a * (a - 1 - (a + 1) * c), a * (a + 1 - (a - 1) * c - root),
                    -2 * (a - 1 + (a + 1) * c), a + 1 + (a - 1) * c - root);
    return over(a + 1 - (a - 1) * c + root, a * (a + 1 + (a - 1) * c + root), -2 * a * (a - 1 + (a + 1) * c),
                a * (a + 1 + (a - 1) * c - root), 2 * (a - 1 - (a + 1) * c), a + 1 - (a - 1) * c - root);
}

}
