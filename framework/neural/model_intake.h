// Brings the sound that comes in to the channels, the rate and the blocks of a model.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/rate_converter.h"
#include "framework/neural/model_layout.h"
#include "framework/neural/model_runner.h"
#include "framework/neural/model_timing.h"
#include <optional>

namespace stemwright {

/// A control step at a time. Memory is taken in the constructor only; all else is for the audio thread.
class ModelIntake {
  public:
    ModelIntake(const ModelFacts& facts, const ModelTiming& timing, const ModelLayout& layout);

    /// The next step of all channels of all inputs.
    void hear(const float* const* inputs) noexcept;
    /// Frames of the model that it brought.
    int frames() const noexcept { return frames_; }
    /// Puts some of those, from `first` on, into a block of this instance from `at` on.
    void fill(int instance, ModelBlock& block, int at, int first, int count) const noexcept;

    void reset() noexcept;
    void take(const ModelIntake& other) noexcept; ///< goes on where that one is, which is made alike

  private:
    struct Channel {
        std::vector<float> step, frames; // at the session's rate, at the model's
        std::optional<RateConverter> converter;
        int framesPerValue = 1;
    };
    const ModelTiming timing_;
    const ModelLayout layout_;
    std::vector<Channel> channels_; // of all instances
    int64_t heard_ = 0;             // frames of the session
    int frames_ = 0;
};

}
