// What says which role a track has.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/suggestion.h"
#include "framework/assist/track_analysis.h"

namespace stemwright {

/// A role, and why.
struct RoleEvidence {
    TrackRole role;
    Rationale why;
};

/// By its sound; where that leaves more doubt than certainty, by its name if that is one of a role, with how
/// sure the sound is of it as confidence. Nothing for silence without such a name.
std::optional<RoleEvidence> roleOf(const TrackAnalysis& track);

}
