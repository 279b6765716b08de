// Finds onsets by what is known of a track anyway.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/bark_scale.h"
#include <vector>

namespace stemwright {

/// Times in s, rising, at least 50 ms apart. `bands` are the powers of critical bands every `hop` seconds,
/// whose compressed growth is the flux (A. Klapuri, "Sound onset detection by applying psychoacoustic
/// knowledge", 1999), with peaks picked as in framework/audio/onsets.h; `energies` those of each ms, where
/// the steepest rise within a hop or so tells the time.
std::vector<double> onsetTimes(const std::vector<BarkPowers>& bands, double hop,
                               const std::vector<float>& energies);

}
