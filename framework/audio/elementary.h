// Elementary functions over lanes, of our own so that they give the same bits on every machine; tested
// against libm.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/lanes.h"

namespace stemwright {

namespace polynomial {

// Lowest power first, by Estrin's scheme: half the latency of Horner's.
template <class Lanes> inline Lanes at(Lanes, Scalar<Lanes> a) { return all<Lanes>(a); }
template <class Lanes> inline Lanes at(Lanes x, Scalar<Lanes> a, Scalar<Lanes> b) { return a + b * x; }
template <class Lanes> inline Lanes at(Lanes x, Scalar<Lanes> a, Scalar<Lanes> b, Scalar<Lanes> c) {
    return (a + b * x) + c * (x * x);
}
template <class Lanes>
inline Lanes at(Lanes x, Scalar<Lanes> a, Scalar<Lanes> b, Scalar<Lanes> c, Scalar<Lanes> d) {
    return (a + b * x) + (c + d * x) * (x * x);
}
template <class Lanes, class... More>
inline Lanes at(Lanes x, Scalar<Lanes> a, Scalar<Lanes> b, Scalar<Lanes> c, Scalar<Lanes> d, More... more) {
    Lanes y = x * x;
    return ((a + b * x) + (c + d * x) * y) + at<Lanes>(x, Scalar<Lanes>(more)...) * (y * y);
}

}

// The coefficients in single precision are minimax fits of our own (Lawson's iteration on Chebyshev nodes);
// those in double precision are Taylor series, long enough for an error below half a unit in the last place
// of the polynomial.

/// log2(x) for normal x > 0; absolute error 3.5e-7 in single precision (relative near 1: 8e-7), 1e-15 in
/// double.
template <class Lanes> inline Lanes log2(Lanes x) {
    if constexpr (sizeof(Scalar<Lanes>) == 8) {
        IntsOf<Lanes> e = (bits<Lanes>(x) - 0x3fe6a09e667f3bcd) >> 52;
        Lanes m = fromBits<Lanes>(bits<Lanes>(x) - (e << 52));
        Lanes s = (m - 1.0) / (m + 1.0), z = s * s;
        Lanes p = polynomial::at<Lanes>(z, 1.0, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13,
                                        1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21);
        return convert<Lanes>(e) + s * (2.8853900817779268 * p);
    } else {
        IntsOf<Lanes> e = (bits<Lanes>(x) - 0x3f2aaaab) >> 23;
        Lanes t = fromBits<Lanes>(bits<Lanes>(x) - (e << 23)) - 1.f;
        return convert<Lanes>(e) + t * polynomial::at<Lanes>(t, 1.44269504f, -0.721344421f, 0.481003746f,
                                                             -0.360907653f, 0.284851571f, -0.234931989f,
                                                             0.250743127f, -0.230976242f);
    }
}

namespace detail {

// 2^x as 2^n (1 + rest), n a whole number (in the place of the exponent's bits) and |rest| below 0.42.
template <class Lanes> struct PowerOfTwo {
    IntsOf<Lanes> n;
    Lanes rest;

    explicit PowerOfTwo(Lanes x) {
        if constexpr (sizeof(Scalar<Lanes>) == 8) {
            Lanes r = x + 6755399441055744.0;
            n = bits<Lanes>(r) << 52;
            Lanes f = (x - (r - 6755399441055744.0)) * 0.69314718055994531;
            rest = f * polynomial::at<Lanes>(f, 1.0, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720,
                                             1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800,
                                             1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800);
        } else {
            Lanes r = x + 12582912.f;
            n = bits<Lanes>(r) << 23;
            Lanes f = x - (r - 12582912.f);
            rest = f * polynomial::at<Lanes>(f, 0.693147205f, 0.240226513f, 0.0555032998f, 0.00961800719f,
                                             0.00133996286f, 0.000154754752f);
        }
    }
};

}

/// 2^x for |x| <= 126 (single) or 1022 (double); exactly 1 at 0; relative error 1.2e-7 or 4e-16.
template <class Lanes> inline Lanes exp2InRange(Lanes x) {
    detail::PowerOfTwo<Lanes> power(x);
    return fromBits<Lanes>(bits<Lanes>(Scalar<Lanes>(1) + power.rest) + power.n);
}

/// 2^x - 1 for |x| <= 126 (single) or 1022 (double); relative error 3e-7 or 1e-15, near 0 too.
template <class Lanes> inline Lanes exp2MinusOne(Lanes x) {
    detail::PowerOfTwo<Lanes> power(x);
    Lanes scale = fromBits<Lanes>(bits<Lanes>(all<Lanes>(1)) + power.n);
    return scale * power.rest + (scale - Scalar<Lanes>(1));
}

/// 2^x, limited to what a normal number can hold.
template <class Lanes> inline Lanes exp2(Lanes x) {
    constexpr Scalar<Lanes> limit = sizeof(Scalar<Lanes>) == 8 ? 1022 : 126;
    return exp2InRange<Lanes>(clamp<Lanes>(x, all<Lanes>(-limit), all<Lanes>(limit)));
}

/// sin(pi x) for |x| <= 0.5; relative error 2.4e-7 or 5e-16.
template <class Lanes> inline Lanes sinPi(Lanes x) {
    Lanes z = x * x;
    if constexpr (sizeof(Scalar<Lanes>) == 8)
        return x * polynomial::at<Lanes>(z, 3.1415926535897932, -5.1677127800499702, 2.5501640398773455,
                                         -0.59926452932079209, 0.082145886611128233, -0.0073704309457143507,
                                         0.00046630280576761257, -2.1915353447830217e-05,
                                         7.9520540014755138e-07, -2.2948428997269873e-08,
                                         5.3926646626081284e-10);
    else
        return x * polynomial::at<Lanes>(z, 3.14159265f, -5.16771276f, 2.55016332f, -0.599252209f,
                                         0.0820504533f, -0.00702846887f);
}

/// cos(pi x) for 0 <= x <= 1.
template <class Lanes> inline Lanes cosPi(Lanes x) { return sinPi<Lanes>(Scalar<Lanes>(0.5) - x); }

/// sin(2 pi x) for any x whose whole part fits a 32-bit (single) or 51-bit (double) number.
template <class Lanes> inline Lanes sineOfTurns(Lanes x) {
    constexpr Scalar<Lanes> magic = sizeof(Scalar<Lanes>) == 8 ? 6755399441055744.0 : 12582912.0;
    Lanes t = (x - ((x + magic) - magic)) * Scalar<Lanes>(2); // -1 .. 1 half turns
    Lanes folded = select(abs<Lanes>(t) > Scalar<Lanes>(0.5),
                          select(t > Scalar<Lanes>(0), Scalar<Lanes>(1) - t, Scalar<Lanes>(-1) - t), t);
    return sinPi<Lanes>(folded);
}

/// e^x, limited like exp2.
template <class Lanes> inline Lanes exp(Lanes x) {
    return exp2<Lanes>(x * Scalar<Lanes>(1.4426950408889634));
}

/// Hyperbolic tangent; relative error 4e-7 in single precision, near 0 too.
template <class Lanes> inline Lanes tanh(Lanes x) {
    Lanes e = exp2MinusOne<Lanes>(
        clamp<Lanes>(x * Scalar<Lanes>(2.8853900817779268), all<Lanes>(-60), all<Lanes>(60)));
    return e / (e + Scalar<Lanes>(2));
}

/// Amplitude of a level in dB; exactly 1 at 0 dB.
template <class Lanes> inline Lanes amplitude(Lanes decibels) {
    return exp2<Lanes>(decibels * Scalar<Lanes>(0.16609640474436812));
}

/// Level in dB of an amplitude; -inf and 0 are not reached: amplitudes under 1e-30 give -600 dB.
template <class Lanes> inline Lanes decibels(Lanes amplitude) {
    return log2<Lanes>(max<Lanes>(amplitude, all<Lanes>(Scalar<Lanes>(1e-30)))) *
           Scalar<Lanes>(6.0205999132796239);
}

}
