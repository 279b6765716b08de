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

    /// An edit takes over about now. What was wrong before is no fault of it.
    void begin(Clock::time_point now) {
        since_ = fits_ = now;
        running_ = true;
    }

    enum class Verdict {
        pending,
        passed,
        overloads, ///< needs more time than there is
        breaks,    ///< gives numbers that are not finite
        none,      ///< there is nothing to judge
    };
    /// settled: the edit plays, and nothing else.
    enum class Phase { fading, settled };
    /// To be called all the time, so that it knows how it was before.
    Verdict judge(const Playout::Status& now, Phase phase, Clock::time_point time) {
        if (!running_) {
            before_ = now;
            return Verdict::none;
        }
        if (phase == Phase::fading) since_ = time;
        if (now.load <= 1 || before_.load > 1) fits_ = time;
        Verdict verdict = time - fits_ >= std::chrono::milliseconds(300) ? Verdict::overloads
                          : phase == Phase::settled && now.faultyQuanta > 0 && !before_.faultyQuanta
                              ? Verdict::breaks
                          : time - since_ >= std::chrono::seconds(1) ? Verdict::passed
                                                                     : Verdict::pending;
        running_ = verdict == Verdict::pending;
        return verdict;
    }

  private:
    bool running_ = false;
    Playout::Status before_{};
    Clock::time_point since_{}, fits_{}; // the edit plays alone; there was time enough
};

}
