// As many strips as a register has lanes, each with all its parts in one loop.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/benchmarks/console/reference/buses.h"
#include "tests/benchmarks/console/strip.h"

namespace stemwright::reference {

class Strips {
  public:
    /// Tracks `first` and following of `tracks`; lanes that are left over stay silent.
    Strips(int first, int tracks);

    /// Tracks by row: `sound` holds `pieceFrames` frames of each, of which `frames` count. Adds to the buses.
    void run(const float* sound, int frames, Buses& buses);

  private:
    void process(Lanes* sound, int frames);

    struct Filter {
        Lanes b0, b1, b2, a1, a2;
    };
    struct State {
        Lanes first[5], second[5], peak, reduction;
    };
    Filter filters_[5]{};
    State state_{};
    Lanes threshold_{}, slope_{}, attack_{}, release_{}; // of log2 of the amplitude
    float left_[lanes]{}, right_[lanes]{}, send_[lanes]{};
};

/// The share of the way to its goal that a follower goes in each frame.
float share(double ms);

}
