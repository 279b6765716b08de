// Asks for real-time priority, without which other programs can keep sound waiting.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <thread>
#include <vector>

namespace stemwright {

struct RealtimePriority {
    enum class Answer { pending, granted, refused } answer = Answer::pending;
    int level = 0; ///< in the scheduler's first-in-first-out class, where it was granted
};

/// Sees to it that the calling thread has real-time priority. Asks the system at most twice; once, as a
/// thread begins to play.
RealtimePriority askForRealtimePriority() noexcept;

/// Gives other threads what a thread that plays has. Granted where all of them have it. Control thread.
RealtimePriority shareRealtimePriority(RealtimePriority own,
                                       const std::vector<std::thread::native_handle_type>& others) noexcept;

/// What to do about a refusal.
std::string realtimePriorityCure();

}
