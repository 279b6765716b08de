// Watches an edit while it is new.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/playout.h"
#include <chrono>

namespace stemwright {

/// Says within a second whether a mix that took over can be played. Control thread.
class Trial {
  public:
    using Clock = std::chrono::steady_clock;

    /// `before` is how it went until then: what was wrong already is no fault of the edit.
    void begin(const Playout::Status& before, Clock::time_point now) {
        before_ = before;
        until_ = now + std::chrono::seconds(1);
        running_ = true;
    }

    enum class Verdict {
        pending,
        passed,
        overloads, ///< needs more time than there is
        breaks,    ///< gives numbers that are not finite
        none,      ///< there is nothing to judge
    };
    /// `settled`: whether the edit alone plays.
    enum class Phase { fading, settled };
    Verdict judge(const Playout::Status& now, Phase phase, Clock::time_point time) {
        if (!running_) return Verdict::none;
        Verdict verdict = now.load > 1 && before_.load <= 1 ? Verdict::overloads
                          : phase == Phase::settled && now.faultyQuanta > 0 && !before_.faultyQuanta
                              ? Verdict::breaks
                          : time >= until_ ? Verdict::passed
                                           : Verdict::pending;
        running_ = verdict == Verdict::pending;
        return verdict;
    }

  private:
    bool running_ = false;
    Playout::Status before_{};
    Clock::time_point until_{};
};

}
