// Makes a suggestion, step by step.
// SPDX-License-Identifier: MIT
#include "framework/assist/role_evidence.h"
#include "framework/assist/stages.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

double centreOf(const BarkLevels& spectrum) {
    double sum = 0, weighted = 0;
    for (size_t b = 0; b < barkCount; ++b) {
        // The power 0.23 is about loudness, so strong lows do not count for everything.
        double weight = std::isinf(spectrum[b]) ? 0 : std::pow(10, spectrum[b] / 10 * 0.23);
        sum += weight;
        weighted += weight * (double(b) + 0.5);
    }
    return sum > 0 ? weighted / sum : 0;
}

double shareBelow(const BarkLevels& spectrum, size_t count) {
    double all = 0, below = 0;
    for (size_t b = 0; b < barkCount; ++b) {
        double power = std::pow(10, spectrum[b] / 10);
        all += power;
        if (b < count) below += power;
    }
    return levelOfPower(below) - levelOfPower(all);
}

Suggestion suggest(const SessionAnalysis& session, std::vector<std::optional<TrackRole>> roles) {
    Stems stems{session, std::move(roles)};
    Suggestion suggestion;
    for (size_t t = 0; t < session.tracks.size(); ++t) {
        SuggestedStrip& strip = suggestion.tracks.emplace_back();
        strip.name = session.tracks[t].name;
        strip.source = session.tracks[t].path;
        if (!stems.roles[t])
            if (const auto evidence = roleOf(session.tracks[t]))
                stems.roles[t] = evidence->role, strip.whyRole = evidence->why;
        if (stems.roles[t]) strip.role = wordOf(*stems.roles[t]);
    }
    suggestRepairs(stems, suggestion);
    suggestEqualisers(stems, suggestion);
    suggestDynamics(stems, suggestion);
    suggestLevels(stems, suggestion);
    suggestPans(stems, suggestion);
    suggestSpace(stems, suggestion);
    suggestMaster(stems, suggestion);
    prune(suggestion);
    // Whoever reads or compares what is written finds the same order, however files were named or sorted.
    std::sort(suggestion.tracks.begin(), suggestion.tracks.end(),
              [](const SuggestedStrip& a, const SuggestedStrip& b) { return a.name < b.name; });
    return suggestion;
}

}
