// Stockham's algorithm, whose results come out in order.
// SPDX-License-Identifier: MIT
#include "framework/audio/fourier.h"
#include <cmath>
#include <numbers>

namespace stemwright {

template <class Real> FourierOf<Real>::FourierOf(size_t size) : cosines_(size / 2), sines_(size / 2) {
    for (size_t k = 0; k < size / 2; ++k) {
        double turn = 2 * std::numbers::pi * double(k) / double(size);
        cosines_[k] = Real(std::cos(turn)), sines_[k] = Real(-std::sin(turn));
    }
}

template <class Real>
void FourierOf<Real>::transform(std::vector<Real>& real, std::vector<Real>& imaginary) const {
    const size_t half = cosines_.size();
    thread_local std::vector<Real> nextReal, nextImaginary; // one for all blocks that a thread transforms
    nextReal.resize(2 * half), nextImaginary.resize(2 * half);
    // Each round halves the transforms that are left to do and doubles their number, `stride`.
    for (size_t stride = 1; stride <= half; stride *= 2) {
        for (size_t p = 0; p < half; p += stride) {
            const Real c = cosines_[p], s = sines_[p];
            const Real *ar = &real[p], *ai = &imaginary[p], *br = ar + half, *bi = ai + half;
            Real *sumR = &nextReal[2 * p], *sumI = &nextImaginary[2 * p], *turnedR = sumR + stride,
                 *turnedI = sumI + stride;
            for (size_t q = 0; q < stride; ++q) {
                Real r = ar[q] - br[q], i = ai[q] - bi[q];
                sumR[q] = ar[q] + br[q], sumI[q] = ai[q] + bi[q];
                turnedR[q] = r * c - i * s, turnedI[q] = r * s + i * c;
            }
        }
        real.swap(nextReal), imaginary.swap(nextImaginary);
    }
}

template class FourierOf<float>;
template class FourierOf<double>;

}
