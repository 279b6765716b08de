// Spectra by overlapping critical bands.
// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <vector>

namespace stemwright {

/// Sums of a spectrum in 24 triangles, equally wide in Bark and straight in Hz, from 20 Hz to 20 kHz. Each
/// falls to nothing at the middles of its neighbours. Immutable; any thread may use it.
class BarkBands {
  public:
    static constexpr size_t count = 24;
    using Values = std::array<double, count>;

    BarkBands(size_t bins, double binWidth); ///< bins of the spectra, the first one at 0 Hz; width in Hz

    Values sums(const std::vector<double>& spectrum) const;

  private:
    struct Triangle {
        size_t first;
        std::vector<double> weights;
    };
    std::array<Triangle, count> triangles_;
};

}
