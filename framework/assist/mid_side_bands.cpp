// Mid and side go through the same spectra as left and right do elsewhere.
// SPDX-License-Identifier: MIT
#include "framework/assist/mid_side_bands.h"
#include "framework/assist/short_time_spectra.h"

namespace stemwright {

MidSideBands midSideBands(const StereoSound& sound) {
    constexpr int64_t size = 32768, hop = size / 4;
    StereoSound middle = sound;
    for (size_t i = 0; i < middle.channels[0].size(); ++i) {
        float left = sound.channels[0][i], right = sound.channels[1][i];
        middle.channels[0][i] = left + right, middle.channels[1][i] = left - right;
    }
    std::array<std::vector<double>, 2> means, powers;
    for (size_t i : {0, 1}) means[i].resize(size / 2 + 1), powers[i].resize(size / 2 + 1);
    ShortTimeSpectra spectra(size, hop, FrameWindow::hann, FrameEdges::mirrored);
    const double frames = double(spectra.count(middle));
    spectra.each(middle, [&](const ShortTimeSpectra::Magnitudes& magnitudes) {
        for (size_t i : {0, 1})
            for (size_t k = 0; k < means[i].size(); ++k) {
                double magnitude = magnitudes[i][k];
                means[i][k] += magnitude / frames, powers[i][k] += magnitude * magnitude / frames;
            }
    });
    BarkBands bands(size / 2 + 1, StereoSound::rate / size);
    return {bands.sums(means[0]), bands.sums(means[1]), bands.sums(powers[0]), bands.sums(powers[1])};
}

}
