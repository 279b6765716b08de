// A room after M. Schroeder and J. Moorer: damped combs side by side, then allpasses.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/benchmarks/console/reference/buses.h"
#include <array>
#include <vector>

namespace stemwright::reference {

class Room {
  public:
    Room();
    /// Hears what was sent, and adds what comes back to the mix.
    void run(Buses& buses, int frames);

  private:
    // Shorter than every delay, so that a whole run of what went in long ago is known before it starts.
    static constexpr int runFrames = 256;
    static constexpr int combs = 16, allpasses = 4; // eight combs, then four allpasses, of each side

    /// Its past and the coming run lie in one piece.
    struct Line {
        int length = 0;
        size_t at = 0;
        std::vector<float> sound;

        void make(int frames);
        float* next(); // where the coming run goes; the past begins `length` before
    };
    void comb(const float* const sent[2], float* const sum[2], int frames);
    void diffuse(int side, float* sound, int frames);

    std::array<Line, combs> combs_;
    std::array<std::array<Line, allpasses>, 2> allpasses_;
    Lanes damped_[combs / lanes]{};
    float feedback_[combs];
};

}
