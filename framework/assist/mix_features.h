// What the network over the tracks of a session is told of each.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/session_analysis.h"

namespace stemwright {

/// Numbers of about -1 to 1: loudness beside the others, crest, range, onsets, share of what lasts, width,
/// balance, time, centre, masking, how many there are; then the spectrum. models/mixer/features.py computes
/// the same.
inline constexpr size_t mixFeatureCount = 15 + barkCount;

struct MixFeatures {
    std::vector<size_t> heard; ///< places of the tracks that have a loudness, in the order of the session
    std::vector<std::vector<double>> rows; ///< of each of these
};

/// The order of the tracks changes no bit.
MixFeatures mixFeatures(const SessionAnalysis& session);

}
