// Asks for real-time priority, without which other programs can keep sound waiting.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

enum class RealtimePriority { pending, granted, refused };

/// Sees to it that the calling thread has real-time priority. Asks the system at most twice; once, as a
/// thread begins to play.
RealtimePriority askForRealtimePriority() noexcept;

/// What to do about a refusal.
std::string realtimePriorityCure();

}
