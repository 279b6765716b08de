// The keys of a terminal, while a mix plays.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/live_control.h"
#include <chrono>
#include <termios.h>

namespace stemwright {

/// While it is there, keys come at once and are not shown; nothing is done where stdin is no terminal, or
/// belongs to another program. Ctrl-C means what it always does. Control thread; one at a time.
class LiveKeys {
  public:
    enum class Use { ofTerminal, never };
    LiveKeys(LiveControl& live, Use use);
    ~LiveKeys();
    LiveKeys(const LiveKeys&) = delete;

    std::string text() const; ///< what they do, "" where there are none

    /// Does what was pressed since the last call; whether that was to end.
    enum class Wish { toGoOn, toEnd };
    Wish poll();

  private:
    using Clock = std::chrono::steady_clock;
    void press(const std::string& key);
    bool isOnItsWay() const;
    int present(const LiveControl::Transport& now) const;
    void goTo(int bar);

    LiveControl& live_;
    bool taken_ = false;
    termios before_{};
    Wish wish_ = Wish::toGoOn;
    int bar_ = 1; // that was asked for last, and when
    Clock::time_point asked_{};
};

}
