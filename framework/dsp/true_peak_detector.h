// Peaks between the samples, for each frame.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/fir.h"
#include <algorithm>
#include <array>
#include <vector>

namespace stemwright {

/// Interpolates at a quarter, half and three quarters of the way to the next frame, after ITU-R BS.1770-4,
/// annex 2, with longer filters than its example, which matters for what lies near half the rate.
class TruePeakDetector {
  public:
    static constexpr int taps = 32;
    static constexpr int latency = taps / 2; ///< frames that must be known beyond the one that is looked at
    static constexpr int history = taps - 1; ///< frames in front of a block

    /// Designed when first asked for: ask before the audio thread does.
    static const std::array<std::vector<float>, 3>& filters() {
        static const std::array<std::vector<float>, 3> quarters{design(0.25), design(0.5), design(0.75)};
        return quarters;
    }

    /// `x` is `history` old frames and then `frames` new ones; peaks[i] becomes the loudest of itself, the
    /// frame that came `latency` before new frame i, and three points behind that.
    template <class Lanes> static void raise(const Lanes* x, Lanes* peaks, int frames) {
        constexpr int width = lanesOf<Lanes>, most = 64;
        Lanes between[most];
        const float* from = reinterpret_cast<const float*>(x);
        for (const std::vector<float>& filter : filters()) {
            convolve(from, reinterpret_cast<float*>(between), frames * width, width, filter.data(), taps);
            for (int i = 0; i < frames; ++i) peaks[i] = max<Lanes>(peaks[i], abs<Lanes>(between[i]));
        }
        for (int i = 0; i < frames; ++i) peaks[i] = max<Lanes>(peaks[i], abs<Lanes>(x[i + taps / 2 - 1]));
    }

  private:
    static std::vector<float> design(double fraction) {
        constexpr double cutoff = 0.97, beta = 9;
        std::vector<double> exact(taps);
        double sum = 0;
        for (int k = 0; k < taps; ++k) {
            double t = k - (taps / 2 - 1) - fraction;
            exact[k] = kaiser(t / (taps / 2), beta) * sinc(cutoff * t);
            sum += exact[k];
        }
        std::vector<float> filter;
        for (double tap : exact) filter.push_back(float(tap / sum));
        return filter;
    }
};

}
