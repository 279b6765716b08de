// The discrete Fourier transform of blocks whose length is a power of two.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

namespace stemwright {

/// X[k] = sum of x[n] exp(-2 pi i k n / size), in floats or doubles. Immutable once made; any thread may use
/// it.
template <class Real> class FourierOf {
  public:
    explicit FourierOf(size_t size); ///< a power of two, at least 2

    /// Transforms `real` and `imaginary`, of `size` elements each, in place.
    void transform(std::vector<Real>& real, std::vector<Real>& imaginary) const;

  private:
    std::vector<Real> cosines_, sines_; // exp(-2 pi i k / size) for the first half of k
};

using Fourier = FourierOf<float>;

}
