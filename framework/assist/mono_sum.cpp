// The bands of mid and side tell what is left and what is lost.
// SPDX-License-Identifier: MIT
#include "framework/assist/mono_sum.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

MonoSum monoSum(const StereoSound& sound, const MidSideBands& bands) {
    StereoSound mono = sound;
    for (size_t i = 0; i < mono.channels[0].size(); ++i)
        mono.channels[0][i] = mono.channels[1][i] = (sound.channels[0][i] + sound.channels[1][i]) / 2;

    double weights = 0, mean = 0, square = 0;
    for (size_t band = 0; band < BarkBands::count; ++band) {
        double energy = bands.midPower[band] + bands.sidePower[band];
        if (!(energy > 0)) continue;
        double loss = std::min(10 * std::log10(energy / bands.midPower[band]), 60.0);
        weights += energy, mean += energy * loss, square += energy * loss * loss;
    }
    mean /= weights, square /= weights;
    return {std::max(sound.loudness() - mono.loudness(), 0.0),
            std::sqrt(std::max(square - mean * mean, 0.0))};
}

}
