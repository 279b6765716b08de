// The discrete Fourier transform of blocks whose length is a power of two.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

namespace stemwright {

/// X[k] = sum of x[n] exp(-2 pi i k n / size). Immutable once made; any thread may use it.
class Fourier {
  public:
    explicit Fourier(size_t size); ///< a power of two, at least 2

    /// Transforms `real` and `imaginary`, of `size` elements each, in place.
    void transform(std::vector<float>& real, std::vector<float>& imaginary) const;

  private:
    std::vector<float> cosines_, sines_; // exp(-2 pi i k / size) for the first half of k
};

}
