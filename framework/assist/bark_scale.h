// The scale of critical bands, and sound by its bands.
// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>

namespace stemwright {

/// Bark of a frequency in Hz, after H. Traunmueller, "Analytical expressions for the tonotopic sensory scale"
/// (1990), with his corrections below 2 and above 20.1 Bark.
double barkOf(double frequency);
double frequencyOfBark(double bark); ///< the way back, in Hz

/// Band b reaches from b to b + 1 Bark: 0 to some 104 Hz, 104 to 204 Hz, ... 12.3 to 15.7 kHz. The last one
/// has what lies above as well, so that nothing is lost.
inline constexpr size_t barkCount = 24;
using BarkPowers = std::array<float, barkCount>;  ///< mean squares, of full scale
using BarkLevels = std::array<double, barkCount>; ///< dBFS RMS, a full-scale sine having -3.01; -inf: nothing

/// From `lowerEdgeOfBand(b)` to `lowerEdgeOfBand(b + 1)`, in Hz.
double lowerEdgeOfBand(size_t band);
double middleOfBand(size_t band); ///< b + 0.5 Bark, in Hz

/// dB of a mean square; minus infinity for 0.
double levelOfPower(double power);

}
