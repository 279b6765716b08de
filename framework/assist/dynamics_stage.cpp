// Compressors for what is now too loud and now too soft, and kick and bass out of each other's way.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr double uneven = 5;  // LU from the loudness to the loudest 3 s
constexpr double lively = 10; // LU of range

void suggestCompressor(const TrackAnalysis& track, SuggestedStrip& strip) {
    double above = track.measures.shortTermMax - track.measures.integrated;
    if (!std::isfinite(above) || (above < uneven && track.measures.range < lively)) return;
    SuggestedEntry entry(Stage::dynamics, "compressor");
    // RMS while it sounds; K-weighted loudness is near enough to that.
    double threshold = std::clamp(track.measures.integrated, -50.0, -6.0);
    entry.settings = {{"threshold", formatQuantity(std::round(threshold), Unit::dB)},
                      {"attack", "15 ms"},
                      {"release", "150 ms"},
                      {"detector", "rms"}};
    double ratio = above > 8 || track.measures.range > 16 ? 3 : 2;
    entry.numbers.push_back({"ratio", {ratio, Unit::none, 1, {}}});
    entry.why = {fmt::format("its loudest 3 s are {:.0f} LU above its loudness, its range is {:.0f} LU",
                             above, track.measures.range),
                 0.5};
    strip.chain.push_back(std::move(entry));
}

// The kick is short, the bass is not: it gives way for as long as the kick sounds.
void suggestDuck(const Stems& stems, size_t bass, Suggestion& suggestion) {
    for (const MaskedTrack& masked : stems.session.masking) {
        if (masked.masker != bass || !stems.is(masked.track, TrackRole::kick)) continue;
        double hidden = std::max(masked.shares[0], masked.shares[1]);
        if (hidden < 0.3) continue;
        SuggestedEntry entry(Stage::dynamics, "compressor");
        entry.id = "duck";
        const std::string& kick = suggestion.tracks[masked.track].name;
        double threshold = std::clamp(stems.track(masked.track).measures.samplePeak - 18, -50.0, -6.0);
        entry.settings = {{"threshold", formatQuantity(std::round(threshold), Unit::dB)},
                          {"attack", "2 ms"},
                          {"release", "90 ms"},
                          {"sidechain", kick}};
        entry.numbers.push_back({"ratio", {1.5, Unit::none, 1, {}}});
        entry.why = {fmt::format("hides {:.0f} % of {} below 200 Hz", hidden * 100, kick), 0.5};
        suggestion.tracks[bass].chain.push_back(std::move(entry));
        return;
    }
}

}

void suggestDynamics(const Stems& stems, Suggestion& suggestion) {
    for (size_t t = 0; t < suggestion.tracks.size(); ++t) {
        if (!stems.sounds(t)) continue;
        suggestCompressor(stems.track(t), suggestion.tracks[t]);
        if (stems.is(t, TrackRole::bass)) suggestDuck(stems, t, suggestion);
    }
}

}
