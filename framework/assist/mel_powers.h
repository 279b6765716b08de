// Sound by mel bands, as the classifier of roles hears it.
// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <vector>

namespace stemwright {

inline constexpr size_t melCount = 64;
using MelPowers = std::array<float, melCount>; ///< mean squares in bands from 20 Hz to 16 kHz

/// Adds up the bins of power spectra by triangles that are equally wide in mel (1127 ln(1 + f / 700 Hz)),
/// each from the middle of the band below to that of the band above. Immutable; any thread may use it.
class MelSums {
  public:
    MelSums(size_t size, double rate); ///< of the spectra, in samples; Hz

    MelPowers operator()(const std::vector<float>& powers) const; ///< size / 2 + 1 bins

  private:
    struct Band {
        size_t first = 0;
        std::vector<float> weights; // of the bins from `first` on
    };
    std::array<Band, melCount> bands_;
};

}
