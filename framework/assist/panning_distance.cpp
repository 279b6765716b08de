// PAN: how far to the sides the bins of a frame lie.
// SPDX-License-Identifier: MIT
#include "framework/assist/feature_distances.h"
#include "framework/assist/short_time_spectra.h"
#include <cmath>

namespace stemwright {

namespace {

constexpr std::array<const char*, 4> bandNames{"full", "lows", "mids", "highs"};
using Panning = std::array<std::vector<double>, bandNames.size()>; // RMS of frames

Panning panning(const StereoSound& sound) {
    auto bin = [](double frequency) { return size_t(frequency * featureFrame / StereoSound::rate); };
    const size_t end = featureFrame / 2;
    const std::array<std::array<size_t, 2>, bandNames.size()> bands{
        {{0, end}, {0, bin(250)}, {bin(250), bin(2500)}, {bin(2500), end}}};
    Panning all;
    std::vector<double> squares(end);
    ShortTimeSpectra spectra(featureFrame, featureHop, FrameWindow::rootHann, FrameEdges::inside);
    spectra.each(sound, [&](const ShortTimeSpectra::Magnitudes& magnitudes) {
        for (size_t k = 0; k < end; ++k) {
            double left = magnitudes[0][k], right = magnitudes[1][k];
            double both = left * left + right * right;
            // The sign, which tells the sides apart, is lost in the square.
            double panned = both > 0 ? 1 - 2 * left * right / both : 0;
            squares[k] = panned * panned;
        }
        for (size_t band = 0; band < bands.size(); ++band) {
            double sum = 0;
            for (size_t k = bands[band][0]; k < bands[band][1]; ++k) sum += squares[k];
            all[band].push_back(std::sqrt(sum / double(bands[band][1] - bands[band][0])));
        }
    });
    return all;
}

}

DistanceGroup panningDistance(const StereoSound& mix, const StereoSound& reference) {
    constexpr double centred = 1e-4; // the reference's RMS below which its frame says nothing of panning
    Panning a = panning(mix), b = panning(reference);
    std::vector<Distance> members;
    for (size_t band = 0; band < bandNames.size(); ++band) {
        std::vector<double> judged, wanted;
        for (size_t frame = 0; frame < b[band].size(); ++frame)
            if (b[band][frame] >= centred) judged.push_back(a[band][frame]), wanted.push_back(b[band][frame]);
        members.push_back({bandNames[band], runningError(judged, wanted)});
    }
    return meanOf("PAN", std::move(members));
}

}
