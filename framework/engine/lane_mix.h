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
          output_(planned.output),
          gains_(width) {
        for (int lane = 0; lane < width; ++lane)
            if (float factor = planned.factors[lane]; factor != 0)
                gains_.add(lane, planned.levels[lane], factor, planned.late);
    }

    /// `bounds`: what no value exceeds, by channel of the step's outputs.
    void run(int64_t frame, const std::vector<float>& bounds) noexcept {
        int stride;
        const float* gains = gains_.amplitudes(frame, moves_, stride);
        sum_(block_, bounds[output_], gains, stride, to_.at(frame));
    }
    void reset() noexcept { gains_.reset(); }

  private:
    const float* block_;
    const Moves& moves_;
    decltype(Moves::Width::sum) sum_;
    const SumRing& to_;
    size_t output_;
    LevelDrive gains_;
};

}
