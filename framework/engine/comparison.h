// Runs engines beside a reference and finds the first bit in which a node differs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/render.h"
#include <optional>
#include <tuple>

namespace stemwright {

/// A value that differs.
struct Divergence {
    int64_t frame; ///< counted from the engine's start
    /// Whether a node gave it, or Playback where the node did not.
    enum class Where { node, played } where;
    int rank;       ///< of the node among the reference's tasks
    int channel;    ///< counted from 0 among those of all outputs of the node
    int vertex;     ///< of the graph; for `played`, the one of the first output
    float expected; ///< what the reference gave
    float heard;

    bool isBefore(const Divergence& other) const {
        return std::tie(frame, where, rank, channel) <
               std::tie(other.frame, other.where, other.rank, other.channel);
    }
};

/// Engines that should give the same bits as a reference, all run in lock step, so that memory does not grow
/// with the song. Control thread.
class Comparison {
  public:
    /// `reference` has an output; plain arrangements make a good one: one lane, one thread, turns of a
    /// quantum.
    explicit Comparison(std::shared_ptr<const Plan> reference);
    ~Comparison();

    /// Adds a plan of the same graph in another arrangement, whose first output is played in blocks of so
    /// many frames, or, where that is 0, of 1 to 999 by chance.
    void add(std::shared_ptr<const Plan> plan, int block);

    /// Runs from the start, and compares every value that any node gives from `cut.from` on up to where the
    /// outputs have given `cut.to`, which is later in the engine by their latency. An engine that differs is
    /// not run to the end. Once.
    Progress run(Cut cut, const ProgressReport& report = {});

    /// The first of each plan that was added, in that order; nothing where all is the same. The first is of
    /// the earliest frame, and there of the node that the reference runs first.
    std::vector<std::optional<Divergence>> divergences() const;

  private:
    struct Reference;
    struct Follower;
    std::unique_ptr<Reference> reference_;
    std::vector<std::unique_ptr<Follower>> followers_;
};

}
