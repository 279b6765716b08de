// State-variable filters of first and second order, in a form for single precision.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/elementary.h"

namespace stemwright {

// After A. Simper, "Linear Trapezoidal Integrated State Variable Filter" (Cytomic, 2013), and V. Zavalishin,
// "The Art of VA Filter Design" (2012). Responses are those of R. Bristow-Johnson's Audio EQ Cookbook. The
// states move by increments that are small where the frequency is low, so that rounding does not pile up; and
// with sine and cosine in place of the tangent nothing is infinite from 0 to half the rate.

/// Coefficients: all that a filter needs to know, and what moves when its frequency does.
template <class Lanes> struct Svf {
    Lanes in, loss, out,
        low;          // twice k a2, 1 - a1, a2 / k and a3 of Simper's paper: the band is scaled to 0 dB
    Lanes m0, m1, m2; // how input, band and low are mixed; m1 and m2 are halves

    /// The same in every lane.
    static Svf everywhere(const Svf<Scalar<Lanes>>& f) {
        return {all<Lanes>(f.in), all<Lanes>(f.loss), all<Lanes>(f.out), all<Lanes>(f.low),
                all<Lanes>(f.m0), all<Lanes>(f.m1),   all<Lanes>(f.m2)};
    }

    /// The same, rounded from double precision.
    template <class From> static Svf rounded(const Svf<From>& f) {
        return {convert<Lanes>(f.in), convert<Lanes>(f.loss), convert<Lanes>(f.out), convert<Lanes>(f.low),
                convert<Lanes>(f.m0), convert<Lanes>(f.m1),   convert<Lanes>(f.m2)};
    }
};

/// What a filter remembers.
template <class Lanes> struct SvfState {
    Lanes s1{}, s2{};

    [[gnu::always_inline]] Lanes tick(Lanes x, const Svf<Lanes>& f) {
        Lanes v = x - s2;
        Lanes next1 = s1 + (f.in * v - f.loss * s1), next2 = s2 + (f.out * s1 + f.low * v);
        Lanes y = f.m0 * x + (f.m1 * (s1 + next1) + f.m2 * (s2 + next2));
        s1 = next1;
        s2 = next2;
        return y;
    }
};

/// Designs. `f` is the frequency over the rate, 0 to 0.5; `q` the quality, in the cookbook's sense; `gain`
/// the amplitude that a bell has at its centre and a shelf at its end.
template <class Lanes> struct SvfDesign {
    using S = Scalar<Lanes>;
    Lanes s, c, q; // sine and cosine of pi f

    SvfDesign(Lanes f, Lanes quality) : s(sinPi<Lanes>(f)), c(cosPi<Lanes>(f)), q(quality) {}

    Svf<Lanes> lowpass() const { return mix(all<Lanes>(0), all<Lanes>(0), all<Lanes>(1)); }
    Svf<Lanes> highpass() const { return mix(all<Lanes>(1), all<Lanes>(-1), all<Lanes>(-1)); }
    /// 0 dB at its centre.
    Svf<Lanes> bandpass() const { return mix(all<Lanes>(0), all<Lanes>(1), all<Lanes>(0)); }
    Svf<Lanes> notch() const { return mix(all<Lanes>(1), all<Lanes>(-1), all<Lanes>(0)); }
    Svf<Lanes> allpass() const { return mix(all<Lanes>(1), all<Lanes>(-2), all<Lanes>(0)); }
    Svf<Lanes> bell(Lanes gain) const {
        SvfDesign d = *this;
        d.q = q * sqrt<Lanes>(gain);
        return d.mix(all<Lanes>(1), gain - S(1), all<Lanes>(0));
    }
    Svf<Lanes> lowShelf(Lanes gain) const {
        Lanes a = sqrt<Lanes>(gain);
        SvfDesign d = *this;
        d.c = c * sqrt<Lanes>(a);
        return d.mix(all<Lanes>(1), a - S(1), gain - S(1));
    }
    Svf<Lanes> highShelf(Lanes gain) const {
        Lanes a = sqrt<Lanes>(gain);
        SvfDesign d = *this;
        d.s = s * sqrt<Lanes>(a);
        return d.mix(gain, a - gain, S(1) - gain);
    }

    /// First order, 6 dB per octave: the band rests, and q has no say.
    Svf<Lanes> firstLowpass() const { return first(all<Lanes>(0), all<Lanes>(0.5)); }
    Svf<Lanes> firstHighpass() const { return first(all<Lanes>(1), all<Lanes>(-0.5)); }

  private:
    Svf<Lanes> mix(Lanes m0, Lanes m1, Lanes m2) const {
        Lanes sc = s * c, d = S(2) / max<Lanes>(q * (s * s + c * c) + sc, all<Lanes>(S(1e-30)));
        return {sc * d, (q * s * s + sc) * d, q * q * sc * d, q * s * s * d, m0, m1 * S(0.5), m2 * S(0.5)};
    }
    Svf<Lanes> first(Lanes m0, Lanes m2) const {
        Lanes none = all<Lanes>(0);
        return {none, none, none, S(2) * s / (s + c), m0, none, m2};
    }
};

/// The quality that gives a shelf the slope of the cookbook's S (1: as steep as it can be without overshoot).
template <class Lanes> Lanes qualityOfSlope(Lanes slope, Lanes gain) {
    Lanes a = sqrt<Lanes>(gain);
    Lanes one = all<Lanes>(1);
    return one / sqrt<Lanes>((a + one / a) * (one / slope - one) + all<Lanes>(2));
}

}
