// Windowed-sinc filters, and convolution that runs at full width for one lane as for many.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/elementary.h"
#include <vector>

namespace stemwright {

/// Kaiser's window at `position` from -1 to 1. J. F. Kaiser, "Nonrecursive Digital Filter Design Using the
/// I0-sinh Window Function" (1974). Of our own arithmetic, so that filters have the same bits everywhere.
inline double kaiser(double position, double beta) {
    auto bessel = [](double x) {
        double sum = 1, term = 1;
        for (int k = 1; k < 60; ++k) {
            term *= (x / 2 / k) * (x / 2 / k);
            sum += term;
        }
        return sum;
    };
    double inside = 1 - position * position;
    return inside < 0 ? 0 : bessel(beta * sqrt<double>(inside)) / bessel(beta);
}

/// sin(pi x) / (pi x)
inline double sinc(double x) { return x == 0 ? 1 : sineOfTurns<double>(x * 0.5) / (3.1415926535897932 * x); }

namespace detail {

// `Count` registers of sums at once, so that none waits for itself. Returns what is left.
template <int Count, class Wide, class Term>
inline int sums(float* y, int first, int last, int length, Term term) {
    constexpr int width = lanesOf<Wide>;
    for (; first + Count * width <= last; first += Count * width) {
        Wide sum[Count] = {};
        for (int k = 0; k < length; ++k)
            for (int r = 0; r < Count; ++r) sum[r] += term(Wide{}, first + r * width, k);
        for (int r = 0; r < Count; ++r) // copied together, all sums would lie in memory
            std::memcpy(y + first + r * width, &sum[r], sizeof(Wide));
    }
    return first;
}

template <class Term> inline void allSums(float* y, int count, int length, Term term) {
    int done = sums<4, Pack<nativeLanes>>(y, 0, count, length, term);
    done = sums<1, Pack<nativeLanes>>(y, done, count, length, term);
    sums<1, float>(y, done, count, length, term);
}

template <class Wide> inline Wide load(const float* from) {
    Wide wide;
    std::memcpy(&wide, from, sizeof wide);
    return wide;
}

}

/// y[j] = sum over k of taps[k] * x[j + k stride], for `count` floats. Lanes stand side by side in x and y
/// (stride is how many), so lanes and frames are all one to it. x and y must not overlap.
[[gnu::noinline]] inline void convolve(const float* x, float* y, int count, int stride, const float* taps,
                                       int length) {
    detail::allSums(y, count, length, [=]<class Wide>(Wide, int j, int k) {
        return taps[k] * detail::load<Wide>(x + j + k * stride);
    });
}

/// The same for symmetric taps, of which the first half is given: y[j] = sum over k < half of taps[k] * (x[j
/// + k stride] + x[j + (2 half - 1 - k) stride]).
[[gnu::noinline]] inline void convolveSymmetric(const float* x, float* y, int count, int stride,
                                                const float* taps, int half) {
    const float* end = x + (2 * half - 1) * stride;
    detail::allSums(y, count, half, [=]<class Wide>(Wide, int j, int k) {
        return taps[k] * (detail::load<Wide>(x + j + k * stride) + detail::load<Wide>(end + j - k * stride));
    });
}

}
