// Where a track sounds, and what is left where it does not.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/track_analysis.h"

namespace stemwright {

struct Pauses {
    std::vector<TimeSpan> sounding; ///< between pauses of 0.3 s or more
    double noiseFloor;              ///< dBFS RMS; NaN where there are no pauses, or only zeros in them
};

/// `energies` are mean squares of successive stretches of `step` seconds. Sound is what is less than 60 dB
/// below the loudest one, and at least 8 dB above the noise floor. That is the level around which (3 dB) at
/// least half of all lies that is near the quietest twentieth, if it is 20 dB below the loudest.
Pauses findPauses(const std::vector<double>& energies, double step, double duration);

}
