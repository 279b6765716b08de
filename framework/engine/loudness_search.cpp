// Secants between the nearest renders on both sides of the target.
// SPDX-License-Identifier: MIT
#include "framework/engine/loudness_search.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

LoudnessSearch::LoudnessSearch(double target, std::optional<double> ceiling)
    : target_(target), ceiling_(ceiling) {}

void LoudnessSearch::end(State state) {
    state_ = state;
    gain_ = best_.gain;
}

void LoudnessSearch::heard(double loudness, double truePeak) {
    Heard now{gain_, loudness, truePeak};
    ++renders_;
    if (std::isinf(loudness)) return best_ = now, end(State::silent);
    // Behind the gain nothing else moves the peaks. Down to a hundredth, so that it holds after rounding.
    if (ceiling_) limit_ = std::min(limit_, std::floor((gain_ + *ceiling_ - truePeak) * 100 + 1e-6) / 100);
    bool allowed = gain_ <= limit_;
    if (renders_ == 1 || (allowed && (best_.gain > limit_ || std::abs(miss(now)) < std::abs(miss(best_)))))
        best_ = now;
    if (allowed && std::abs(miss(now)) <= tolerance) return end(State::reached);

    // Twenty times as much gain as is wanting is a limiter that has nothing left to give.
    double slope = last_ && last_->gain != gain_ ? (loudness - last_->loudness) / (gain_ - last_->gain) : 1;
    double next = gain_ + miss(now) / std::clamp(slope, 0.05, 2.0);
    last_ = now;
    auto& side = miss(now) > 0 ? under_ : over_;
    if (!side || std::abs(miss(now)) < std::abs(miss(*side))) side = now;
    if (under_ && over_) {
        double low = std::min(under_->gain, over_->gain), high = std::max(under_->gain, over_->gain);
        if (next <= low || next >= high) next = (low + high) / 2;
    }
    next = std::round(next * 100) / 100;
    double bounded = std::clamp(next, least, std::min(greatest, std::max(limit_, least)));
    bool again = std::abs(bounded - gain_) < 0.005;
    if (again && bounded < next) return end(limit_ < greatest ? State::ceiling : State::range);
    if (again && bounded > next) return end(State::range);
    if (again || renders_ == mostRenders) return end(State::spent);
    gain_ = bounded;
}

}
