// Lets one engine go on where another one is.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/engine.h"

namespace stemwright {

/// What an engine takes over from the one before it: the time, and the state of every node that kept its
/// address and type, and what hangs on them, which are its size, its channels and how late it hears the song.
/// All other nodes begin afresh. Between equal plans the sound goes on with the same bits.
class Handover {
  public:
    /// Finds out what goes over and takes the memory for it. Both engines outlive it; neither runs ahead, and
    /// their turns have one length, else it throws an Error. Control thread, also while `before` runs.
    Handover(const Engine& before, Engine& after);

    /// Copies it. Audio thread, between two turns of `before`; as long as it takes to copy the state.
    void perform() noexcept;

    int kept() const { return kept_; } ///< nodes that go on as they were
    size_t bytes() const;              ///< of their states

  private:
    struct Move {
        const Batch* from;
        Batch* to;
        int fromLane, toLane;
    };
    struct Pair {
        int from, to;
    };
    void pairSignals(const std::vector<int>& earlier);

    const Engine& before_;
    Engine& after_;
    std::vector<Move> moves_;
    std::vector<Pair> rings_, histories_;
    std::vector<uint32_t> state_; // of the largest
    int kept_ = 0;
};

}
