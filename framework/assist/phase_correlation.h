// Cross-correlation in which all frequencies count alike.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/fourier.h"
#include <cstdint>
#include <optional>

namespace stemwright {

/// One thread at a time may use it.
class PhaseCorrelation {
  public:
    /// Blocks of `size` samples, a power of two; delays of at most `reach` samples to either side.
    PhaseCorrelation(size_t size, int64_t reach);

    struct Peak {
        int64_t delay; ///< samples by which the second signal is later
        double height; ///< -1 to 1; negative: inverted
        bool isClear;  ///< beyond chance, and beyond every other one that is not beside it
    };

    /// Of two blocks. Frequencies at which either is 70 dB below its own highest do not count. Nothing where
    /// there are too few for a delay to be told. Adds to what `mean` looks at.
    std::optional<Peak> add(const std::vector<float>& first, const std::vector<float>& second);

    Peak mean() const; ///< of all correlations that were added; at least one

  private:
    Peak peakOf(const std::vector<double>& correlation, double chance) const;

    size_t size_;
    int64_t reach_;
    Fourier fourier_;
    std::vector<float> window_, real_, imaginary_;
    std::vector<double> sum_; // of correlations, from -reach on
    int64_t count_ = 0;
};

}
