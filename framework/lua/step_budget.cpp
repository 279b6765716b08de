// Looks at the clock between slices of steps.
// SPDX-License-Identifier: MIT
#include "framework/lua/step_budget.h"
#include <algorithm>

namespace stemwright {

static constexpr int64_t stepsToLoad = 10'000'000, slice = 20'000; // some milliseconds, interpreted
static constexpr std::chrono::seconds mostTime(1);

void StepBudget::forLoading() {
    left = slice;
    reserve_ = stepsToLoad - slice;
    end_ = std::chrono::steady_clock::now() + mostTime;
}

bool StepBudget::more() noexcept {
    int64_t missing = -int64_t(left); // more than a slice where much was charged at once
    if (reserve_ > 0 && (missing > reserve_ || std::chrono::steady_clock::now() > end_)) reserve_ = 0;
    if (reserve_ == 0) return false;
    int64_t given = std::min(missing + slice, reserve_);
    left = int32_t(given - missing);
    reserve_ -= given;
    return true;
}

}
