// Stockham's algorithm, whose results come out in order, four at a time.
// SPDX-License-Identifier: MIT
#include "framework/audio/fourier.h"
#include "framework/audio/lanes.h"
#include <cmath>
#include <numbers>

namespace stemwright {

namespace {

template <class Real> using Four = typename PackOf<Real, 4>::type;

template <class Real> Four<Real> fourAt(const Real* from) {
    Four<Real> four;
    std::memcpy(&four, from, sizeof four);
    return four;
}

template <class Real> void put(Real* to, Four<Real> four) { std::memcpy(to, &four, sizeof four); }

/// What one round makes of one number, or of several side by side: sums, and differences that are turned.
template <class Numbers> struct Butterfly {
    Numbers sumR, sumI, turnedR, turnedI;

    Butterfly(Numbers ar, Numbers ai, Numbers br, Numbers bi, Numbers c, Numbers s) {
        Numbers r = ar - br, i = ai - bi;
        sumR = ar + br, sumI = ai + bi;
        turnedR = r * c - i * s, turnedI = r * s + i * c;
    }
};

/// A round from one pair of blocks to another one.
template <class Real> struct Round {
    const Real *cosines, *sines, *real, *imaginary;
    Real *nextReal, *nextImaginary;
    size_t half;

    Butterfly<Four<Real>> four(size_t at, Four<Real> c, Four<Real> s) const {
        return {fourAt(real + at),
                fourAt(imaginary + at),
                fourAt(real + at + half),
                fourAt(imaginary + at + half),
                c,
                s};
    }

    // Where there are fewer than four.
    void few(size_t stride) const {
        for (size_t p = 0; p < half; p += stride)
            for (size_t at = p; at < p + stride; ++at) {
                Butterfly<Real> b(real[at], imaginary[at], real[at + half], imaginary[at + half], cosines[p],
                                  sines[p]);
                nextReal[p + at] = b.sumR, nextImaginary[p + at] = b.sumI;
                nextReal[p + at + stride] = b.turnedR, nextImaginary[p + at + stride] = b.turnedI;
            }
    }

    void ones() const {
        for (size_t p = 0; p < half; p += 4) {
            auto store = [&](Real* to, Four<Real> sum, Four<Real> turned) {
                put<Real>(to + 2 * p, __builtin_shufflevector(sum, turned, 0, 4, 1, 5));
                put<Real>(to + 2 * p + 4, __builtin_shufflevector(sum, turned, 2, 6, 3, 7));
            };
            auto b = four(p, fourAt(cosines + p), fourAt(sines + p));
            store(nextReal, b.sumR, b.turnedR), store(nextImaginary, b.sumI, b.turnedI);
        }
    }

    void twos() const {
        for (size_t p = 0; p < half; p += 4) {
            auto store = [&](Real* to, Four<Real> sum, Four<Real> turned) {
                put<Real>(to + 2 * p, __builtin_shufflevector(sum, turned, 0, 1, 4, 5));
                put<Real>(to + 2 * p + 4, __builtin_shufflevector(sum, turned, 2, 3, 6, 7));
            };
            Four<Real> c = fourAt(cosines + p), s = fourAt(sines + p);
            auto b =
                four(p, __builtin_shufflevector(c, c, 0, 0, 2, 2), __builtin_shufflevector(s, s, 0, 0, 2, 2));
            store(nextReal, b.sumR, b.turnedR), store(nextImaginary, b.sumI, b.turnedI);
        }
    }

    void fours(size_t stride) const {
        for (size_t p = 0; p < half; p += stride) {
            const auto c = all<Four<Real>>(cosines[p]), s = all<Four<Real>>(sines[p]);
            for (size_t at = p; at < p + stride; at += 4) {
                auto b = four(at, c, s);
                put<Real>(nextReal + p + at, b.sumR), put<Real>(nextImaginary + p + at, b.sumI);
                put<Real>(nextReal + p + at + stride, b.turnedR);
                put<Real>(nextImaginary + p + at + stride, b.turnedI);
            }
        }
    }
};

}

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
        Round<Real> round{cosines_.data(), sines_.data(),        real.data(), imaginary.data(),
                          nextReal.data(), nextImaginary.data(), half};
        if (half < 4)
            round.few(stride);
        else if (stride == 1)
            round.ones();
        else if (stride == 2)
            round.twos();
        else
            round.fours(stride);
        real.swap(nextReal), imaginary.swap(nextImaginary);
    }
}

template class FourierOf<float>;
template class FourierOf<double>;

}
