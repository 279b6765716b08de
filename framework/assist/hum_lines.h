// Finds the hum of the mains.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/track_analysis.h"

namespace stemwright {

/// Takes long power spectra and looks for lines at the multiples of 50 and of 60 Hz. A line is measured in
/// that quarter of the spectra in which its neighbourhood is quietest, so that music does not hide it. It is
/// one if it stands 6 dB above its neighbourhood, keeps its level, and is where it should be to 0.15 Hz and
/// 0.12 Hz more for each multiple, as mains and tape do not keep their frequency to the hertz.
class HumLines {
  public:
    HumLines(size_t size, double rate); ///< of the spectra, in samples; Hz; bins are at most 1.5 Hz wide

    void add(const std::vector<float>& powers);

    /// Those of 50 or of 60 Hz, whichever are louder: the first multiple, or the second and another one.
    /// None where they are what the track mostly consists of: not 6 dB below its `power`, a mean square.
    std::optional<MainsHum> hum(double power) const;

  private:
    static constexpr int mostOrders = 10, around = 3;
    struct Look {
        std::array<float, 2 * around + 1> bins; // around the line
        float beside;                           // mean square of a bin in the neighbourhood
    };
    struct Candidate {
        double mains;
        int order;
        size_t middle; // bin
        std::vector<Look> looks;
    };
    double levelOf(const Candidate& candidate) const; // mean square; 0: no line

    double width_; // of a bin, in Hz
    std::vector<Candidate> candidates_;
};

}
