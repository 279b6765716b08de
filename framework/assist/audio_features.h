// How far a mix is from a reference in level, crest, stereo image and mean spectrum.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/distance.h"
#include "framework/assist/mid_side_bands.h"

namespace stemwright {

/// What the audio features of a sound are; of `left` and `right` where there are two.
struct AudioFeatures {
    std::array<double, 2> rms;   ///< linear
    std::array<double, 2> crest; ///< dB, peak over RMS
    double width;                ///< energy of left - right over that of left + right
    double imbalance;            ///< (right - left) / (right + left) of energies
    BarkBands::Values mid, side; ///< natural logarithms of mean magnitudes
};

AudioFeatures audioFeatures(const StereoSound& sound, const MidSideBands& bands);

/// B: the sum of mean squared errors, each times its weight, as Vanka et al., "Diff-MST: differentiable
/// mixing style transfer" (2024) take it; 0 is the same. Asks for sounds of equal loudness.
DistanceGroup audioFeatureDistance(const AudioFeatures& mix, const AudioFeatures& reference);

}
