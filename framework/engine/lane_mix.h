// Adds what lanes send to one input before it leaves their block.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/mixdown.h"

namespace stemwright {

/// Runs a LaneSum. Audio thread, but for the constructor.
class LaneMix {
  public:
    /// `block(c)` is where channel c of the step's outputs lies.
    template <class BlockOf>
    LaneMix(const LaneSum& planned, BlockOf block, int width, const Stores& stores)
        : moves_(stores.moves), sum_(stores.moves.width(width).sum), gains_(width) {
        for (const auto& [output, sum] : planned.channels)
            channels_.push_back({block(output), output, &stores.sums[sum]});
        for (int lane = 0; lane < width; ++lane)
            if (float factor = planned.factors[lane]; factor != 0)
                gains_.add(lane, stores.heard(planned.levels[lane]), factor, planned.late);
    }

    /// `bounds`: what no value exceeds, by channel of the step's outputs.
    void run(int64_t frame, const std::vector<float>& bounds) noexcept {
        int stride;
        const float* gains = gains_.amplitudes(frame, moves_, stride);
        for (const Channel& channel : channels_)
            sum_(channel.block, bounds[channel.output], gains, stride, channel.to->at(frame));
    }
    void moved(const Curve& curve) noexcept { gains_.moved(curve); } ///< it has other points than before
    void reset() noexcept { gains_.reset(); }

  private:
    struct Channel {
        const float* block;
        int output;
        const SumRing* to;
    };
    const Moves& moves_;
    decltype(Moves::Width::sum) sum_;
    std::vector<Channel> channels_;
    LevelDrive gains_;
};

}
