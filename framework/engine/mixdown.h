// Adds the wires that meet in one input, exactly.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/drive.h"
#include <functional>

namespace stemwright {

/// Everything that outlives a quantum, and what is the same for all of a plan's steps.
struct Stores {
    explicit Stores(const Plan& plan);
    void clear() noexcept;

    const Moves& moves;
    std::vector<SoundRing> rings;
    std::vector<SumRing> sums;
    std::vector<ControlHistory> histories;
};

/// One input port with several wires, or with one that has a level, a lag or other channels. Where two or
/// more terms meet in a channel they are added in double precision after rounding each to 2^-38, so the sum
/// does not depend on their order. Audio thread, but for the constructor.
class Mixdown {
  public:
    /// `row` says where a row lies; `late` is how far the input's node lags behind the song.
    template <class RowOf>
    Mixdown(const PlannedInput& input, int late, const Stores& stores, RowOf row)
        : stores_(stores), channels_(input.rows.size()), late_(late) {
        for (size_t c = 0; c < input.rows.size(); ++c) channels_[c].to = row(input.rows[c]);
        for (const Share& share : input.shares) channels_[share.channel].sums.push_back(share.sum);
        for (const Feed& feed : input.feeds) {
            std::vector<const float*> from;
            for (Row r : feed.rows) from.push_back(row(r));
            add(feed, from);
        }
        reserve();
    }

    /// From now on its exact sums are shown to `listener`, with their first frame and channel.
    using Listener = std::function<void(int64_t frame, int channel, const double* values)>;
    void show(Listener listener) { listener_ = std::move(listener); }

    /// `offset` is where the quantum lies within the rows.
    void run(int64_t frame, int offset) noexcept;

  private:
    struct Term {
        int level; // index into levels_
        float factor;
        const float* from; // or
        const SoundRing* ring;
        int channel, lag;
    };
    struct Channel {
        float* to;
        std::vector<Term> terms;
        std::vector<int> sums;
    };
    void add(const Feed& feed, const std::vector<const float*>& from);
    void reserve();

    const Stores& stores_;
    Listener listener_;
    std::vector<Channel> channels_;
    std::vector<LevelDrive> levels_;
    int late_;
    Rows<float> late_rows_;                                // of what does not lie on end in a ring
    std::vector<std::pair<const float*, int>> amplitudes_; // by level: where, and how far apart
    std::vector<MixedRow> rows_;
    std::vector<const double*> sums_;
};

}
