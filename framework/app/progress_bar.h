// Shows on a terminal how far a render is.
// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace stemwright {

enum class Drawing { onTerminal, never };

/// One line on stderr: a bar, per cent, speed against real time and time left. Nothing where stderr is no
/// terminal. The line is gone when the bar is.
class ProgressBar {
  public:
    /// `label` stands before the bar.
    ProgressBar(int64_t frames, double rate, Drawing drawing, std::string label = "");
    ~ProgressBar() { clear(); }
    ProgressBar(const ProgressBar&) = delete;

    void update(int64_t done); ///< draws ten times a second, however often it is called
    void clear();

  private:
    using Clock = std::chrono::steady_clock;
    int64_t frames_;
    double rate_;
    std::string label_;
    bool visible_;
    bool drawn_ = false;
    Clock::time_point begin_ = Clock::now(), next_ = begin_;
};

}
