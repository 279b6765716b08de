// Adds up the bins of power spectra by critical bands.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/bark_scale.h"
#include <vector>

namespace stemwright {

/// Immutable; any thread may use it.
class BarkSums {
  public:
    BarkSums(size_t size, double rate); ///< of the spectra, in samples; Hz

    /// `powers` has size / 2 + 1 bins. A bin that lies in two bands is shared between them.
    BarkPowers operator()(const std::vector<float>& powers) const;

  private:
    struct Band {
        size_t first = 0;
        std::vector<float> shares; // of the bins from `first` on
    };
    std::array<Band, barkCount> bands_;
};

}
