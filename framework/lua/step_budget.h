// How many steps a script may still take, and for how long.
// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstdint>

namespace stemwright {

/// Scripts count `left` down themselves (see budget.h) and ask for more when it falls below 0. What processes
/// gets nothing more, so no clock is asked on the audio thread; what is loaded gets slices, until its steps
/// or its second are over.
class StepBudget {
  public:
    int32_t left = 0;

    void forProcessing(int steps) noexcept {
        left = steps;
        reserve_ = 0;
    }
    void forLoading();
    /// Whether there was more; `left` is then 0 or above. False once is false until the next call begins.
    bool more() noexcept;

  private:
    int64_t reserve_ = 0;
    std::chrono::steady_clock::time_point end_;
};

}
