// The search for the gain that brings an output to its loudness, from one render to the next.
// SPDX-License-Identifier: MIT
#pragma once
#include <limits>
#include <optional>

namespace stemwright {

/// Asks for renders at gains of its own choice until one is within 0.1 LU of the target: the difference
/// first, then along the line through the last two. Where a limiter gives way less and less, that takes a
/// few.
class LoudnessSearch {
  public:
    /// `target` in LUFS. `ceiling`, in dBTP, bounds the gain where nothing behind it keeps peaks down.
    explicit LoudnessSearch(double target, std::optional<double> ceiling = {});

    /// The gain of the next render, in dB, a whole number of hundredths; once it is done, that of the best.
    double gain() const { return gain_; }

    /// What a render at gain() measured, in LUFS and dBTP.
    void heard(double loudness, double truePeak);

    enum class State {
        searching,
        reached,
        silent,  ///< no loudness can be told
        ceiling, ///< more gain would break the ceiling
        range,   ///< the gain has come to the end of its range
        spent,   ///< more gain changes too little, or renders are used up
    };
    State state() const { return state_; }
    double loudness() const { return best_.loudness; } ///< LUFS, at the best gain
    double truePeak() const { return best_.truePeak; } ///< dBTP, likewise
    int renders() const { return renders_; }

    static constexpr double tolerance = 0.1;             ///< LU
    static constexpr double least = -120, greatest = 24; ///< dB
    static constexpr int mostRenders = 10;

  private:
    struct Heard {
        double gain = 0, loudness = -std::numeric_limits<double>::infinity(), truePeak = loudness;
    };
    double miss(const Heard& heard) const { return target_ - heard.loudness; } ///< LU that are wanting
    void end(State state);

    double target_;
    std::optional<double> ceiling_;
    double gain_ = 0, limit_ = greatest; // dB
    std::optional<Heard> under_, over_;  // the nearest to the target on either side
    std::optional<Heard> last_;
    Heard best_;
    int renders_ = 0;
    State state_ = State::searching;
};

}
