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

    /// What no point between frames exceeds where the frames are at most 1, and a little for rounding.
    static float greatestGain() {
        float most = 1;
        for (const std::vector<float>& filter : filters()) {
            float sum = 0;
            for (float tap : filter) sum += abs<float>(tap);
            most = std::max(most, sum);
        }
        return most * 1.001f;
    }

    /// Whether any of the frames that raise() looks at reaches `limit` in its lane.
    template <class Lanes> static bool reaches(Lanes limit, const Lanes* x, int frames) {
        IntsOf<Lanes> loudest{}; // bits of magnitudes grow with them
        for (int i = 0; i < history + frames; ++i) {
            IntsOf<Lanes> size = bits<Lanes>(x[i]) & 0x7fffffff;
            loudest = size > loudest ? size : loudest;
        }
        for (int l = 0; l < lanesOf<Lanes>; ++l)
            if (!(lane(loudest, l) < lane(bits<Lanes>(limit), l))) return true;
        return false;
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
