// Stockham's algorithm, whose results come out in order.
// SPDX-License-Identifier: MIT
#include "framework/audio/fourier.h"
#include "framework/audio/lanes.h"
#include <cmath>
#include <numbers>

namespace stemwright {

template <class Real> FourierOf<Real>::FourierOf(size_t size) : cosines_(size / 2), sines_(size / 2) {
    for (size_t k = 0; k < size / 2; ++k) {
        double turn = 2 * std::numbers::pi * double(k) / double(size);
        cosines_[k] = Real(std::cos(turn)), sines_[k] = Real(-std::sin(turn));
    }
}

// Four numbers, and pairs of them in another order.
template <class Real> using Four = typename PackOf<Real, 4>::type;

template <class Real> static Four<Real> fourAt(const Real* from) {
    Four<Real> four;
    std::memcpy(&four, from, sizeof four);
    return four;
}

// Two results of one round: those of sums, and those of differences that were turned.
template <class Real> struct Round {
    Four<Real> sumR, sumI, turnedR, turnedI;

    Round(const Real* real, const Real* imaginary, size_t half, Four<Real> c, Four<Real> s) {
        Four<Real> ar = fourAt(real), ai = fourAt(imaginary), br = fourAt(real + half),
                   bi = fourAt(imaginary + half);
        Four<Real> r = ar - br, i = ai - bi;
        sumR = ar + br, sumI = ai + bi;
        turnedR = r * c - i * s, turnedI = r * s + i * c;
    }
};

template <class Real> static void put(Real* to, Four<Real> first, Four<Real> second) {
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + 4, &second, sizeof second);
}

template <class Real>
void FourierOf<Real>::transform(std::vector<Real>& real, std::vector<Real>& imaginary) const {
    const size_t half = cosines_.size();
    thread_local std::vector<Real> nextReal, nextImaginary; // one for all blocks that a thread transforms
    nextReal.resize(2 * half), nextImaginary.resize(2 * half);
    // Each round halves the transforms that are left to do and doubles their number, `stride`.
    for (size_t stride = 1; stride <= half; stride *= 2) {
        const Real *fromR = real.data(), *fromI = imaginary.data();
        Real *toR = nextReal.data(), *toI = nextImaginary.data();
        if (half < 4) {
            for (size_t p = 0; p < half; p += stride)
                for (size_t q = 0; q < stride; ++q) {
                    size_t at = p + q, to = 2 * p + q;
                    Real c = cosines_[p], s = sines_[p];
                    Real r = fromR[at] - fromR[at + half], i = fromI[at] - fromI[at + half];
                    toR[to] = fromR[at] + fromR[at + half], toI[to] = fromI[at] + fromI[at + half];
                    toR[to + stride] = r * c - i * s, toI[to + stride] = r * s + i * c;
                }
        } else if (stride == 1) {
            for (size_t p = 0; p < half; p += 4) {
                Round<Real> round(fromR + p, fromI + p, half, fourAt(&cosines_[p]), fourAt(&sines_[p]));
                auto store = [&](Real* to, Four<Real> sum, Four<Real> turned) {
                    put(to, __builtin_shufflevector(sum, turned, 0, 4, 1, 5),
                        __builtin_shufflevector(sum, turned, 2, 6, 3, 7));
                };
                store(toR + 2 * p, round.sumR, round.turnedR), store(toI + 2 * p, round.sumI, round.turnedI);
            }
        } else if (stride == 2) {
            for (size_t p = 0; p < half; p += 4) {
                Four<Real> c = fourAt(&cosines_[p]), s = fourAt(&sines_[p]);
                Round<Real> round(fromR + p, fromI + p, half, __builtin_shufflevector(c, c, 0, 0, 2, 2),
                                  __builtin_shufflevector(s, s, 0, 0, 2, 2));
                auto store = [&](Real* to, Four<Real> sum, Four<Real> turned) {
                    put(to, __builtin_shufflevector(sum, turned, 0, 1, 4, 5),
                        __builtin_shufflevector(sum, turned, 2, 3, 6, 7));
                };
                store(toR + 2 * p, round.sumR, round.turnedR), store(toI + 2 * p, round.sumI, round.turnedI);
            }
        } else {
            for (size_t p = 0; p < half; p += stride) {
                const Real x = cosines_[p], y = sines_[p];
                const Four<Real> c{x, x, x, x}, s{y, y, y, y};
                for (size_t q = 0; q < stride; q += 4) {
                    Round<Real> round(fromR + p + q, fromI + p + q, half, c, s);
                    std::memcpy(toR + 2 * p + q, &round.sumR, sizeof(Four<Real>));
                    std::memcpy(toI + 2 * p + q, &round.sumI, sizeof(Four<Real>));
                    std::memcpy(toR + 2 * p + stride + q, &round.turnedR, sizeof(Four<Real>));
                    std::memcpy(toI + 2 * p + stride + q, &round.turnedI, sizeof(Four<Real>));
                }
            }
        }
        real.swap(nextReal), imaginary.swap(nextImaginary);
    }
}

template class FourierOf<float>;
template class FourierOf<double>;

}
