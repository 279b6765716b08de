// The gains of loudness targets: found by rendering the song again and again, and told.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/interruption.h"
#include "framework/app/progress_bar.h"
#include "framework/document/loudness_target.h"
#include "framework/engine/loudness_search.h"
#include "framework/graph/plan.h"
#include <vector>

namespace stemwright {

/// A target, and how its search ended.
struct FoundGain {
    LoudnessTarget target;
    LoudnessSearch search;
};

/// Sets gains that addGains() has put into the graph of `plan`; for engines that are made afterwards.
void setGains(const Plan& plan, const std::vector<FoundGain>& gains);

/// Throws the Error of targets in a mix that never ends.
void checkTheyEnd(const std::vector<LoudnessTarget>& targets, const Plan& plan);

/// Renders the whole song, which must have an end, whatever part of it is wanted, until every target is
/// reached or is out of reach. Targets are searched for side by side unless one is heard in the other.
/// Nothing where somebody interrupted. Throws an Error where a loudness cannot be measured at all.
std::optional<std::vector<FoundGain>> findGains(const std::shared_ptr<const Plan>& plan,
                                                const std::vector<LoudnessTarget>& targets, Drawing drawing,
                                                const Interruption& interruption);

/// "loudness of mix: +3.2 dB before master.limiter for -14 LUFS".
std::string gainText(const FoundGain& gain);

/// By how much a target is missed and why, for those that are.
std::vector<Problem> shortfalls(const std::vector<FoundGain>& gains);

/// A problem for each output whose true peak is over its ceiling.
std::vector<Problem> brokenCeilings(const std::vector<FoundGain>& gains);

}
