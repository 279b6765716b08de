// Adds what lanes send to one input before it leaves their block.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/mixdown.h"

namespace stemwright {

/// Runs a LaneSum. Audio thread, but for the constructor.
class LaneMix {
  public:
    LaneMix(const LaneSum& planned, const float* block, int width, const Stores& stores)
        : block_(block),
          width_(width),
          late_(planned.late),
          sum_(stores.moves.width(width).sum),
          to_(stores.sums[planned.sum]),
          gains_(size_t(width) * quantum) {
        for (int lane = 0; lane < width; ++lane) {
            LevelDrive level(planned.levels[lane]);
            float factor = planned.factors[lane];
            if (level.moves() && factor != 0)
                moving_.push_back({lane, factor, std::move(level)});
            else
                for (int i = 0; i < quantum; ++i) gains_[i * width][lane] = factor * level.resting();
        }
    }

    void run(int64_t frame) noexcept {
        alignas(64) float scratch[quantum];
        for (Moving& m : moving_) {
            int stride;
            const float* level = m.level.amplitudes(double(frame - late_), scratch, stride);
            for (int i = 0; i < quantum; ++i) gains_[i * width_][m.lane] = level[i * stride] * m.factor;
        }
        sum_(block_, gains_[0], moving_.empty() ? 0 : width_, to_.at(frame));
    }

  private:
    struct Moving {
        int lane;
        float factor;
        LevelDrive level;
    };
    const float* block_;
    int width_, late_;
    void (*sum_)(const float*, const float*, int, double*) noexcept;
    const SumRing& to_;
    std::vector<Moving> moving_;
    Rows<float> gains_; // [frame][lane]
};

}
