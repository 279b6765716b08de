// Equalisers: rumble, resonances, and room for the voice.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

void suggestHighpass(const Stems& stems, size_t t, SuggestedStrip& strip) {
    if (stems.is(t, TrackRole::kick) || stems.is(t, TrackRole::bass)) return;
    // From the highest corner down: so much of the sound may lie below.
    struct Corner {
        double cutoff; // Hz
        size_t bands;
        double share; // dB
    };
    for (Corner corner : {Corner{180, 2, -32}, Corner{90, 1, -26}}) {
        double share = shareBelow(stems.track(t).spectrum, corner.bands);
        if (share > corner.share || std::isinf(share)) continue;
        SuggestedEntry entry(Stage::eq, "highpass");
        entry.settings.push_back({"cutoff", formatQuantity(corner.cutoff, Unit::Hz)});
        entry.why = {
            fmt::format("what lies below {:.0f} Hz is {:.0f} dB softer than the whole: rumble and spill",
                        lowerEdgeOfBand(corner.bands), -share),
            0.7};
        strip.chain.push_back(std::move(entry));
        return;
    }
}

constexpr double resonant = 9;    // dB
constexpr size_t mostCuts = 3;    // of one track
constexpr double mostTonal = 0.5; // beyond, peaks are notes

void suggestCuts(const TrackAnalysis& track, std::vector<SuggestedBand>& bands) {
    if (!(track.tonal < mostTonal)) return;
    std::vector<Resonance> strong;
    for (const Resonance& r : track.resonances)
        if (r.height >= resonant && r.persistence >= 0.6 && r.frequency > 120) strong.push_back(r);
    std::stable_sort(strong.begin(), strong.end(),
                     [](const Resonance& a, const Resonance& b) { return a.height > b.height; });
    strong.resize(std::min(strong.size(), mostCuts));
    std::stable_sort(strong.begin(), strong.end(),
                     [](const Resonance& a, const Resonance& b) { return a.frequency < b.frequency; });
    for (size_t i = 0; i < strong.size(); ++i) {
        const Resonance& r = strong[i];
        bands.push_back(
            {"ring" + std::to_string(i + 1),
             "bell",
             r.frequency,
             std::clamp(r.quality, 2.0, 12.0),
             {-std::min(r.height / 3, 5.0),
              Unit::dB,
              0,
              {fmt::format("rings at {:.0f} Hz, {:.0f} dB above its neighbours in {:.0f} % of the time",
                           r.frequency, r.height, r.persistence * 100),
               0.5}}});
    }
}

// Where the voice is hidden most by a track, the track steps back.
void suggestRoom(const Stems& stems, size_t t, const Suggestion& suggestion,
                 std::vector<SuggestedBand>& bands) {
    constexpr size_t first = 4, last = 18; // bands of speech: 400 Hz to 4.4 kHz
    for (const MaskedTrack& masked : stems.session.masking) {
        if (masked.masker != t || !stems.is(masked.track, TrackRole::leadVocal) || masked.share < 0.3)
            continue;
        size_t worst = first;
        for (size_t b = first; b < last; ++b)
            if (masked.depth[b] * masked.shares[b] > masked.depth[worst] * masked.shares[worst]) worst = b;
        double depth = std::min(masked.depth[worst] / 2, 3.0);
        bands.push_back({"room",
                         "bell",
                         middleOfBand(worst),
                         1,
                         {-depth,
                          Unit::dB,
                          0,
                          {fmt::format("hides {:.0f} % of {} there, by {:.0f} dB", masked.shares[worst] * 100,
                                       suggestion.tracks[masked.track].name, masked.depth[worst]),
                           0.5}}});
        return;
    }
}

}

void suggestEqualisers(const Stems& stems, Suggestion& suggestion) {
    for (size_t t = 0; t < suggestion.tracks.size(); ++t) {
        if (!stems.sounds(t)) continue;
        SuggestedStrip& strip = suggestion.tracks[t];
        suggestHighpass(stems, t, strip);
        SuggestedEntry entry(Stage::eq, "eq");
        suggestCuts(stems.track(t), entry.bands);
        suggestRoom(stems, t, suggestion, entry.bands);
        if (!entry.bands.empty()) strip.chain.push_back(std::move(entry));
    }
}

}
