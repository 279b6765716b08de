// Faders: as engineers set them, with room above the sum.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace stemwright {

namespace {

constexpr double sumLoudness = -20;           // LUFS that the tracks are to have together, before the master
constexpr double mostUp = 30, mostDown = -48; // dB; more means that something is wrong with the file
// Without a network: how far the level that a track came with gives way to that of all others. Stems come
// from somebody who has balanced them already: all of the way is further from what authors do than none
// (docs/assistant.md).
constexpr double share = 0.25;
constexpr double faderUp = 12; // dB, as far as a fader goes
constexpr double near = 3;     // dB

Rationale learned(const Stems& stems, size_t t, double all, size_t count) {
    const AuthorChoice& level = stems.opinions[t]->level;
    return {
        fmt::format("{:+.1f} dB for all; of {} tracks like these engineers set {} {:+.1f} dB to their mean, "
                    "give or take {:.1f} dB",
                    all, count, roleOrThis(stems, t), level.mean, level.deviation),
        level.within(near)};
}

Rationale byRule(double all, double beside, double loudness, double mean) {
    return {fmt::format(
                "{:+.1f} dB for all, {:+.1f} dB because it has {:.1f} LUFS where the mean of all is {:.1f}",
                all, beside, loudness, mean),
            0.4};
}

}

void suggestLevels(const Stems& stems, Suggestion& suggestion) {
    std::vector<size_t> heard;
    std::vector<double> loudnesses; // sorted, or sums would depend on the order of tracks
    for (size_t t = 0; t < suggestion.tracks.size(); ++t)
        if (double loudness = stems.track(t).measures.integrated;
            stems.sounds(t) && std::isfinite(loudness)) {
            heard.push_back(t);
            loudnesses.push_back(loudness);
        }
    if (heard.empty()) return;
    std::sort(loudnesses.begin(), loudnesses.end());
    double mean = std::accumulate(loudnesses.begin(), loudnesses.end(), 0.0) / double(heard.size());
    auto beside = [&](size_t t) { // the others
        return stems.opinions[t] ? stems.opinions[t]->level.mean
                                 : share * (mean - stems.track(t).measures.integrated);
    };
    // Loudnesses add up as powers, as far as tracks have nothing to do with each other.
    std::vector<double> powers;
    for (size_t t : heard)
        powers.push_back(std::pow(10, (stems.track(t).measures.integrated + beside(t)) / 10));
    std::sort(powers.begin(), powers.end());
    double all = sumLoudness - 10 * std::log10(std::accumulate(powers.begin(), powers.end(), 0.0));
    for (size_t t : heard) {
        double loudness = stems.track(t).measures.integrated;
        double gain = std::clamp(all + beside(t), mostDown, mostUp);
        SuggestedStrip& strip = suggestion.tracks[t];
        if (gain > faderUp) { // behind the compressors, whose thresholds are for the track as it is
            SuggestedEntry lift(Stage::levels, "gain");
            lift.id = "lift";
            lift.numbers.push_back({"gain", {gain - faderUp, Unit::dB, 0, {}}});
            lift.why = {fmt::format("{:.1f} LUFS is more than a fader can make up for", loudness), 0.6};
            strip.chain.push_back(std::move(lift));
        }
        strip.gain = SuggestedNumber{std::min(gain, faderUp), Unit::dB, 0,
                                     stems.opinions[t] ? learned(stems, t, all, heard.size())
                                                       : byRule(all, beside(t), loudness, mean)};
    }
}

}
