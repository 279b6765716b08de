// How much of a sound lasts, and how much of it hits.
// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <vector>

namespace stemwright {

/// Takes power spectra and shares their energy out between what goes on at its frequency and what covers many
/// frequencies at its time: D. Fitzgerald, "Harmonic/percussive separation using median filtering" (2010),
/// with soft masks of order 2. Medians of 5 spectra, and of 9 bins 3 apart. Steady noise lies in the middle.
class TonalShare {
  public:
    explicit TonalShare(size_t bins);

    /// Spectra some 50 ms apart.
    void add(const std::vector<float>& powers);

    double share() const; ///< 0 to 1; NaN where there was no energy

  private:
    std::array<std::vector<float>, 5> last_; // with room for the median at either end
    std::vector<float> kept_;
    size_t next_ = 0;
    double tonal_ = 0, all_ = 0;
};

}
