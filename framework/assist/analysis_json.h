// An analysis for programs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/session_analysis.h"
#include <nlohmann/json_fwd.hpp>

namespace stemwright {

/// As docs/analysis.md tells. Tracks are called by their names; levels that are minus infinity and what
/// cannot be told are null. Levels of steps and bands are rounded to 0.01 dB.
nlohmann::ordered_json analysisJson(const SessionAnalysis& session);

}
