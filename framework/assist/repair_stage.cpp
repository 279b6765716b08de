// Turns over and moves microphones that heard one source with different signs, or one after the other.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr double sure = 0.6;
constexpr double farthest = 0.004; // s: some 1.4 m; a microphone that is further away is meant to be

}

// The louder one of two stays as it is, and the later one sets the time.
void suggestRepairs(const Stems& stems, Suggestion& suggestion) {
    std::vector<double> latest(suggestion.tracks.size());
    std::vector<const SourcePair*> because(suggestion.tracks.size());
    for (const SourcePair& pair : stems.session.sources) {
        if (pair.confidence < sure || std::abs(pair.delay()) > farthest) continue;
        size_t earlier = pair.frames >= 0 ? pair.first : pair.second;
        double by = std::abs(pair.delay());
        if (by > latest[earlier]) latest[earlier] = by, because[earlier] = &pair;
        if (pair.sign == SourcePair::Sign::same) continue;
        double first = stems.track(pair.first).measures.integrated,
               second = stems.track(pair.second).measures.integrated;
        size_t turned = first < second ? pair.first : pair.second;
        size_t other = turned == pair.first ? pair.second : pair.first;
        SuggestedStrip& strip = suggestion.tracks[turned];
        strip.polarity = "invert";
        strip.whyPolarity = {fmt::format("hears what {} hears with the opposite sign (likeness {:.2f})",
                                         suggestion.tracks[other].name, pair.likeness),
                             pair.confidence};
    }
    for (size_t t = 0; t < latest.size(); ++t) {
        if (latest[t] == 0) continue;
        const SourcePair& pair = *because[t];
        size_t other = pair.first == t ? pair.second : pair.first;
        SuggestedEntry entry(Stage::repair, "align");
        entry.settings.push_back({"by", formatQuantity(std::abs(double(pair.frames)), Unit::samples)});
        entry.why = {fmt::format("hears what {} hears {:.2f} ms earlier", suggestion.tracks[other].name,
                                 latest[t] * 1000),
                     pair.confidence};
        suggestion.tracks[t].chain.push_back(std::move(entry));
    }
}

}
