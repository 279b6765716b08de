// The steps in which a suggestion is made, each of which knows one thing.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/mix_network.h"
#include "framework/assist/role.h"
#include "framework/assist/session_analysis.h"
#include "framework/assist/suggestion.h"

namespace stemwright {

/// What the steps know. Strip t of the suggestion is track t of the analysis; nothing may depend on where in
/// the session a track stands.
struct Stems {
    const SessionAnalysis& session;
    std::vector<std::optional<TrackRole>> roles;     ///< by track
    std::vector<std::optional<MixOpinion>> opinions; ///< by track; nothing where no network is asked

    const TrackAnalysis& track(size_t t) const { return session.tracks[t]; }
    bool sounds(size_t t) const { return session.tracks[t].soundingTime > 0; }
    /// Comes in stereo that spreads or leans, so somebody has given it a place and a room already.
    bool isPlaced(size_t t) const;
    bool is(size_t t, TrackRole role) const { return roles[t] == role; }
};

void suggestRepairs(const Stems& stems, Suggestion& suggestion);
void suggestLevels(const Stems& stems, Suggestion& suggestion);
void suggestPans(const Stems& stems, Suggestion& suggestion);
void suggestEqualisers(const Stems& stems, Suggestion& suggestion);
void suggestDynamics(const Stems& stems, Suggestion& suggestion);
void suggestSpace(const Stems& stems, Suggestion& suggestion);
void suggestMaster(const Stems& stems, Suggestion& suggestion);

/// All of them, and nothing that would not be heard. `roles` are those that people said, by track; the others
/// are heard. Tracks of the suggestion have the names and the paths of the analysis. Without a network places
/// and room are left to people.
Suggestion suggest(const SessionAnalysis& session, std::vector<std::optional<TrackRole>> roles,
                   const MixNetwork* network);

/// "kick" or "this", to begin a reason with.
std::string_view roleOrThis(const Stems& stems, size_t track);

/// Mean frequency of a spectrum on the Bark scale, in Bark, and back to Hz by frequencyOfBark().
double centreOf(const BarkLevels& spectrum);
/// dB by which what lies below band `count` is softer than all of the spectrum.
double shareBelow(const BarkLevels& spectrum, size_t count);

}
