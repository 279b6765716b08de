// The mean spectra of what both sides of a sound share, and of what they do not.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/bark_bands.h"
#include "framework/assist/stereo_sound.h"

namespace stemwright {

/// Of mid (left + right) and side (left - right), by critical band, over frames of 32768 samples (Hann), each
/// 8192 after the one before, at the edges of the sound mirrored.
struct MidSideBands {
    BarkBands::Values mid{}, side{};           ///< sums of mean magnitudes
    BarkBands::Values midPower{}, sidePower{}; ///< sums of mean powers
};

/// Of more than 16384 frames of sound.
MidSideBands midSideBands(const StereoSound& sound);

}
