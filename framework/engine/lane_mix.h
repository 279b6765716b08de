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
          moves_(stores.moves),
          sum_(stores.moves.width(width).sum),
          to_(stores.sums[planned.sum]),
          gains_(width) {
        for (int lane = 0; lane < width; ++lane)
            if (float factor = planned.factors[lane]; factor != 0)
                gains_.add(lane, planned.levels[lane], factor, planned.late);
    }

    void run(int64_t frame) noexcept {
        int stride;
        const float* gains = gains_.amplitudes(frame, moves_, stride);
        sum_(block_, gains, stride, to_.at(frame));
    }

  private:
    const float* block_;
    const Moves& moves_;
    void (*sum_)(const float*, const float*, int, double*) noexcept;
    const SumRing& to_;
    LevelDrive gains_;
};

}
