// Faders: every track as loud as the others, with room above the sum.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr double sumLoudness = -20;           // LUFS that the tracks are to have together, before the master
constexpr double mostUp = 30, mostDown = -48; // dB; more means that something is wrong with the file
constexpr double faderUp = 12;                // dB, as far as a fader goes

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
        SuggestedStrip& strip = suggestion.tracks[t];
        if (gain > faderUp) { // behind the compressors, whose thresholds are for the track as it is
            SuggestedEntry lift(Stage::levels, "gain");
            lift.id = "lift";
            lift.numbers.push_back({"gain", {gain - faderUp, Unit::dB, 0, {}}});
            lift.why = {fmt::format("{:.1f} LUFS is more than a fader can make up for", loudness), 0.6};
            strip.chain.push_back(std::move(lift));
        }
        strip.gain =
            SuggestedNumber{std::min(gain, faderUp),
                            Unit::dB,
                            0,
                            {fmt::format("{:.1f} LUFS as it is; {:.1f} makes it one of {:.0f} equals",
                                         loudness, loudness + gain, parts),
                             0.4}};
    }
}

}
