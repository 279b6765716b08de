// An analysis to look at.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/session_analysis.h"

namespace stemwright {

/// A PNG: each track with its spectrum in critical bands and its level over time, pauses left blank, and the
/// matrix of what hides what. The same bytes for the same analysis and version of Cairo. Throws an Error
/// where there is no memory for it.
std::string analysisPicture(const SessionAnalysis& session);

}
