// Stockham's algorithm, whose results come out in order.
// SPDX-License-Identifier: MIT
#include "framework/audio/fourier.h"
#include <cmath>
#include <numbers>

namespace stemwright {

Fourier::Fourier(size_t size) : cosines_(size / 2), sines_(size / 2) {
    for (size_t k = 0; k < size / 2; ++k) {
        double turn = 2 * std::numbers::pi * double(k) / double(size);
        cosines_[k] = float(std::cos(turn)), sines_[k] = float(-std::sin(turn));
    }
}

void Fourier::transform(std::vector<float>& real, std::vector<float>& imaginary) const {
    const size_t half = cosines_.size();
    thread_local std::vector<float> nextReal, nextImaginary; // one for all blocks that a thread transforms
    nextReal.resize(2 * half), nextImaginary.resize(2 * half);
    // Each round halves the transforms that are left to do and doubles their number, `stride`.
    for (size_t stride = 1; stride <= half; stride *= 2) {
        for (size_t p = 0; p < half; p += stride) {
            const float c = cosines_[p], s = sines_[p];
            const float *ar = &real[p], *ai = &imaginary[p], *br = ar + half, *bi = ai + half;
            float *sumR = &nextReal[2 * p], *sumI = &nextImaginary[2 * p], *turnedR = sumR + stride,
                  *turnedI = sumI + stride;
            for (size_t q = 0; q < stride; ++q) {
                float r = ar[q] - br[q], i = ai[q] - bi[q];
                sumR[q] = ar[q] + br[q], sumI[q] = ai[q] + bi[q];
                turnedR[q] = r * c - i * s, turnedI[q] = r * s + i * c;
            }
        }
        real.swap(nextReal), imaginary.swap(nextImaginary);
    }
}

}
