// PAN: how far to the sides the bins of a frame lie.
// SPDX-License-Identifier: MIT
#include "framework/assist/feature_distances.h"
#include "framework/assist/running_mean.h"
#include "framework/assist/short_time_spectra.h"
#include <cmath>

namespace stemwright {

PanningFeatures panningFeatures(const StereoSound& sound) {
    auto bin = [](double frequency) { return size_t(frequency * featureFrame / StereoSound::rate); };
    const size_t end = featureFrame / 2, low = bin(250), middle = bin(2500);
    PanningFeatures all;
    std::vector<double> squares(end);
    auto rms = [&](size_t from, size_t to) {
        double sum = 0;
        for (size_t k = from; k < to; ++k) sum += squares[k];
        return std::sqrt(sum / double(to - from));
    };
    ShortTimeSpectra spectra(featureFrame, featureHop, FrameWindow::rootHann, FrameEdges::inside);
    spectra.each(sound, [&](const ShortTimeSpectra::Magnitudes& magnitudes) {
        for (size_t k = 0; k < end; ++k) {
            double left = magnitudes[0][k], right = magnitudes[1][k], both = left * left + right * right;
            // The sign, which tells the sides apart, is lost in the square.
            double panned = both > 0 ? 1 - 2 * left * right / both : 0;
            squares[k] = panned * panned;
        }
        all.full.push_back(rms(0, end));
        all.lows.push_back(rms(0, low));
        all.mids.push_back(rms(low, middle));
        all.highs.push_back(rms(middle, end));
    });
    return all;
}

DistanceGroup panningDistance(const PanningFeatures& mix, const PanningFeatures& reference) {
    auto error = [](const std::vector<double>& a, const std::vector<double>& b) {
        constexpr double centred = 1e-4; // a reference below it, panned by 0.1 dB, says nothing of panning
        std::vector<double> judged, wanted;
        for (size_t i = 0; i < b.size(); ++i)
            if (b[i] >= centred) judged.push_back(a[i]), wanted.push_back(b[i]);
        return runningError(judged, wanted);
    };
    return meanOf("PAN", {{"full", error(mix.full, reference.full)},
                          {"lows", error(mix.lows, reference.lows)},
                          {"mids", error(mix.mids, reference.mids)},
                          {"highs", error(mix.highs, reference.highs)}});
}

}
