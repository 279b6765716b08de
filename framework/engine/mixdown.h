// Adds the wires that meet in one input, exactly.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/drive.h"
#include "framework/engine/rides.h"
#include <functional>

namespace stemwright {

/// Everything that outlives a quantum, and what is the same for all of a plan's steps.
struct Stores {
    explicit Stores(const Plan& plan, const Rides* rides = nullptr);
    void clear() noexcept;
    Value heard(const Value& planned) const; ///< with the curve that a ride has put in its place

    const Moves& moves;
    std::vector<SoundRing> rings;
    std::vector<SumRing> sums;
    std::vector<ControlHistory> histories;

  private:
    const Rides* rides_;
};

/// One input port with several wires, or with one that has a level, a lag or other channels. Where two or
/// more terms meet in a channel they are added in double precision after rounding each to 2^-38, so the sum
/// does not depend on their order. Audio thread, but for the constructor.
class Mixdown {
  public:
    /// `row` says where a row of so many frames lies; `late` is how far the input's node lags behind the
    /// song.
    template <class RowOf>
    Mixdown(const PlannedInput& input, int late, const Stores& stores, RowOf row, int rowFrames)
        : stores_(stores), channels_(input.rows.size()) {
        std::vector<std::vector<Term>> terms(input.rows.size());
        for (const Feed& feed : input.feeds)
            for (const MixTerm& term : feed.terms)
                terms[term.to].push_back({&feed, term, feed.ring < 0 ? row(feed.rows[term.from]) : nullptr});
        for (size_t c = 0; c < input.rows.size(); ++c) channels_[c].to = row(input.rows[c]);
        for (const Share& share : input.shares) channels_[share.channel].sums.push_back(share.sum);
        prepare(terms, late, rowFrames);
    }

    /// From now on its exact sums are shown to `listener`, with their first frame and channel.
    using Listener = std::function<void(int64_t frame, int channel, const double* values)>;
    void show(Listener listener) { listener_ = std::make_unique<Listener>(std::move(listener)); }

    /// From now on it adds what `known` gives too: a quantum of the exact sum of a channel.
    using Known = std::function<const double*(int64_t frame, int channel)>;
    void include(Known known) { known_ = std::make_unique<Known>(std::move(known)); }

    /// Frames from `frame` on, which begin where rows do: whole quanta.
    void run(int64_t frame, int frames) noexcept;
    void moved(const Curve& curve) noexcept; ///< it has other points than before
    void reset() noexcept;

  private:
    struct Term {
        const Feed* feed;
        MixTerm mix;
        const float* row; // nullptr where a ring holds it
    };
    struct Channel {
        float* to;
        int rows = 0;          // that follow those of the channel before
        std::vector<int> sums; // of the stores
    };
    struct Late {
        int row;
        const SoundRing* ring;
        int channel, lag;
        float* scratch;
    };
    struct Moving {
        int row;
        LevelDrive level;
    };
    void prepare(const std::vector<std::vector<Term>>& terms, int late, int rowFrames);
    void add(int64_t frame, int offset, int frames) noexcept;

    const Stores& stores_;
    std::vector<MixedRow> rows_; // of all channels, as they are at `offset_`
    std::vector<Channel> channels_;
    std::vector<Late> lates_;
    std::vector<Moving> movings_;
    int offset_ = 0;
    std::vector<const double*> sums_;
    Rows<float> scratch_;
    std::unique_ptr<Listener> listener_;
    std::unique_ptr<Known> known_;
};

}
