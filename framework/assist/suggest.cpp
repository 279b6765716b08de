// Makes a suggestion, step by step.
// SPDX-License-Identifier: MIT
#include "framework/assist/mix_features.h"
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

bool Stems::isPlaced(size_t t) const {
    const StereoImage& image = track(t).image;
    return image.width > 0.05 || std::fabs(image.balance) > 3; // dB
}

std::string_view roleOrThis(const Stems& stems, size_t track) {
    return stems.roles[track] ? wordOf(*stems.roles[track]) : "this";
}

namespace {

void ask(const MixNetwork& network, Stems& stems) {
    MixFeatures features = mixFeatures(stems.session);
    for (size_t i = 0; i < features.rows.size(); ++i) {
        const auto& role = stems.roles[features.heard[i]];
        const RoleProbabilities& heard = stems.session.tracks[features.heard[i]].roleProbabilities;
        for (size_t r = 0; r < roleCount; ++r)
            features.rows[i].push_back(role ? double(*role == TrackRole(r)) : double(heard[r]));
    }
    std::vector<MixOpinion> opinions = network.opinions(features.rows);
    for (size_t i = 0; i < opinions.size(); ++i) stems.opinions[features.heard[i]] = opinions[i];
}

}

Suggestion suggest(const SessionAnalysis& session, std::vector<std::optional<TrackRole>> roles,
                   const MixNetwork* network) {
    Stems stems{session, std::move(roles), {}};
    stems.opinions.resize(session.tracks.size());
    if (network) ask(*network, stems); // while it is known which roles are certain
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
