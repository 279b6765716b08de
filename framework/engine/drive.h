// Moves a number of a batch: by automation, by control signals, or both.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/lane_curves.h"
#include "framework/node/batch.h"

namespace stemwright {

/// That of a level in dB.
float amplitudeOf(double level) noexcept;

/// Fills in what a batch must know of one number for the coming quantum. Audio thread, but for the
/// constructor and add().
class Drive {
  public:
    /// The number's place among those of its node, as the first lane has it.
    Drive(const Number& number, int width);

    /// `value` is the number's own, or what is heard in its place.
    void add(int lane, const Number& number, const Value& value, int late,
             std::vector<Modulation> modulations);
    void moved(const Curve& curve) noexcept { curves_.moved(curve); } ///< it has other points than before

    /// `frame` is the engine's time.
    void apply(Batch& batch, int64_t frame, std::span<const ControlHistory> controls,
               const Moves& moves) noexcept;

    bool empty() const { return curves_.empty(); }
    void reset() noexcept;

  private:
    struct Lane {
        int lane;
        Value value;
        std::vector<Modulation> modulations;
        size_t cursor = 0;
    };
    void rest(Batch& batch) noexcept;
    void bend(Batch& batch, Lane& lane, int64_t frame, std::span<const ControlHistory> controls) noexcept;
    double at(Lane& lane, int64_t frame, std::span<const ControlHistory> controls) noexcept;

    const Number& number_;
    int width_;
    LaneCurves curves_;
    std::vector<Lane> lanes_;   // those that move
    Rows<float> resting_, one_; // amplitudes, by lane
    enum class Phase { unknown, still, moving } phase_ = Phase::unknown;
};

/// The amplitudes of levels, by lane, times a factor, for one quantum: [frame][lane], or one for each lane
/// while none moves. As Drive.
class LevelDrive {
  public:
    explicit LevelDrive(int width = 1);

    /// 0 for lanes that are not added.
    void add(int lane, const Value& level, float factor, int late);

    /// `stride` is how far frames are apart: 0 while none moves.
    const float* amplitudes(int64_t frame, const Moves& moves, int& stride) noexcept;

    bool moves() const { return !lanes_.empty(); }
    void moved(const Curve& curve) noexcept { curves_.moved(curve); } ///< it has other points than before
    void reset() noexcept;

  private:
    struct Lane {
        int lane;
        std::shared_ptr<const Curve> curve;
        size_t cursor = 0;
    };
    int width_;
    LaneCurves curves_;
    std::vector<Lane> lanes_;
    Rows<float> resting_, factors_, gains_; // by lane; the last by frame and lane
    bool still_ = true;                     // whether gains_ are for all frames
};

}
