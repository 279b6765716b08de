// An analysis for people.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/session_analysis.h"

namespace stemwright {

/// A table of the tracks, what is worth knowing and what to do about it, and what hides what.
std::string analysisText(const SessionAnalysis& session);

}
