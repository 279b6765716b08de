// Finds tracks that hold one source, heard in two places.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/session_analysis.h"

namespace stemwright {

/// Looks at pairs whose critical bands go up and down together, the 1000 of which they do so most at most. Up
/// to eight places where both are loud are read again, and cross-correlated with the phase transform (C. H.
/// Knapp and G. C. Carter, "The generalized correlation method for estimation of time delay", 1976) as far as
/// 50 ms to either side. Those are one source whose highest peak, far above what chance makes, is at one
/// delay and of one sign in most of the places. Of two sides the louder one is looked at. Throws an Error
/// where a file is gone meanwhile.
std::vector<SourcePair> findSourcePairs(const std::vector<TrackAnalysis>& tracks);

}
