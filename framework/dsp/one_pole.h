// Filters of first order: 6 dB per octave.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/elementary.h"

namespace stemwright {

/// How far the state goes in each frame; all that a first-order filter needs to know. After V. Zavalishin,
/// "The Art of VA Filter Design" (2012), with sine and cosine in place of the tangent.
template <class Lanes> struct OnePole {
    Lanes rise;

    /// `f` is the frequency at which it is 3 dB down over the rate, 0 to 0.5.
    static OnePole at(Lanes f) {
        Lanes s = sinPi<Lanes>(f);
        return {Scalar<Lanes>(2) * s / (s + cosPi<Lanes>(f))};
    }
};

/// What it remembers.
template <class Lanes> struct OnePoleState {
    Lanes s1{};

    Lanes lowpass(Lanes x, const OnePole<Lanes>& f) {
        // Steps too small for a number would leave the state hanging just over 0. (Asked of the old state, so
        // that the new one need not wait for the answer.)
        Lanes kept = select(abs<Lanes>(s1) < all<Lanes>(Scalar<Lanes>(1e-30)), Lanes{}, s1);
        Lanes next = kept + f.rise * (x - s1), y = (s1 + next) * Scalar<Lanes>(0.5);
        s1 = next;
        return y;
    }
    Lanes highpass(Lanes x, const OnePole<Lanes>& f) { return x - lowpass(x, f); }
};

}
