// Automation of one number in every lane: where it runs straight, all lanes at once.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/curve.h"
#include "framework/engine/signal_store.h"
#include "framework/node/moves.h"

namespace stemwright {

/// Curves by lane, quantum by quantum. Which way a lane is computed depends on its own curve only, so its
/// bits do not depend on its neighbours. Audio thread, but for the constructor and add().
class LaneCurves {
  public:
    /// Lanes that are never added stay at `constant`.
    LaneCurves(int width, double constant);

    /// `late` is how far the lane's node lags behind the song, in whose time automation runs. Lanes that
    /// control signals move have no line ever.
    enum class Moved { byCurve, byControls };
    void constant(int lane, double value);
    void add(int lane, std::shared_ptr<const Curve> curve, int late, Moved moved);

    /// Turns to the quantum at `frame` of the engine, and says whether other lines hold than before.
    enum class Change { none, lines };
    Change look(int64_t frame) noexcept;

    /// This curve has other points than before.
    void moved(const Curve& curve) noexcept;

    bool moving() const noexcept { return moving_; } ///< whether any lane does in this quantum
    /// Whether no line describes a lane in this quantum.
    bool isBent(int lane) const noexcept { return bent_[lane]; }
    const Lines& lines() const noexcept { return lines_; }
    double value(int lane) const noexcept { return value_[0][lane]; } ///< where its line begins
    bool empty() const { return lanes_.empty(); }
    void reset() noexcept;

    /// In the song, as the lane hears it.
    double song(int lane, int64_t frame) const noexcept { return double(frame - late_[lane]); }

  private:
    struct Lane {
        int lane;
        std::shared_ptr<const Curve> curve;
        Moved moved;
        double until; // of the engine's time: how long its line holds
        size_t cursor = 0;
    };
    void follow(Lane& lane, int64_t frame) noexcept;

    std::vector<Lane> lanes_;
    std::vector<int> late_;  // by lane
    std::vector<char> bent_; // by lane
    Rows<double> from_, value_, slope_;
    Lines lines_;
    double valid_; // until when nothing changes
    bool moving_ = false;
};

}
