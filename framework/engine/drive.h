// Moves a number of a node: by its automation, by control signals, or both.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/signal_store.h"
#include "framework/node/batch.h"

namespace stemwright {

/// Fills in what a batch must know of one number in one lane for the coming quantum. Audio thread, but for
/// the constructor.
class Drive {
  public:
    Drive(const Number& number, std::vector<Modulation> modulations)
        : number_(number), modulations_(std::move(modulations)) {}

    /// `frame` is the engine's time, `late` how far the node's inputs lag behind the song, in whose time
    /// automation runs. Returns whether the number moves in this quantum.
    Batch::Motion apply(Batch& batch, int lane, int64_t frame, int late,
                        std::span<const ControlHistory> controls) noexcept;

    void reset() noexcept { motion_ = Batch::Motion::moving, cursor_ = 0; }

  private:
    double at(int64_t frame, int late, std::span<const ControlHistory> controls) noexcept;

    const Number& number_;
    std::vector<Modulation> modulations_;
    Batch::Motion motion_ = Batch::Motion::moving;
    size_t cursor_ = 0;
};

/// The amplitude of a level that may be automated, for one quantum: one value for each frame, or for all of
/// them.
class LevelDrive {
  public:
    explicit LevelDrive(const Value& level);

    /// Amplitudes of the quantum at `frame` of the song; stride 0 where all are the same.
    const float* amplitudes(double frame, float* scratch, int& stride) noexcept;
    bool moves() const { return curve_ != nullptr; }
    float resting() const { return constant_; } ///< where it does not move

  private:
    std::shared_ptr<const Curve> curve_;
    float constant_;
    size_t cursor_ = 0;
};

}
