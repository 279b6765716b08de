// Faders: every track as loud as the others, with room above the sum.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr double sumLoudness = -20;           // LUFS that the tracks are to have together, before the master
constexpr double mostUp = 24, mostDown = -48; // dB; more means that something is wrong with the file

}

void suggestLevels(const Stems& stems, Suggestion& suggestion) {
    // Loudnesses add up as powers, as far as tracks have nothing to do with each other.
    double parts = 0;
    for (size_t t = 0; t < suggestion.tracks.size(); ++t)
        if (stems.sounds(t) && std::isfinite(stems.track(t).measures.integrated)) parts += 1;
    if (parts == 0) return;
    double each = sumLoudness - 10 * std::log10(parts);
    for (size_t t = 0; t < suggestion.tracks.size(); ++t) {
        double loudness = stems.track(t).measures.integrated;
        if (!stems.sounds(t) || !std::isfinite(loudness)) continue;
        double gain = std::clamp(each - loudness, mostDown, mostUp);
        suggestion.tracks[t].gain =
            SuggestedNumber{gain,
                            Unit::dB,
                            0,
                            {fmt::format("{:.1f} LUFS as it is; {:.1f} makes it one of {:.0f} equals",
                                         loudness, loudness + gain, parts),
                             0.4}};
    }
}

}
