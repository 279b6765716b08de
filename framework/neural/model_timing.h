// How late a model's sound comes out, and why.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"
#include <cstdint>

namespace stemwright {

/// All parts of the latency are frames of the session.
struct ModelTiming {
    int rate = 0, modelRate = 0; ///< frames per second
    int block = 1;               ///< frames of a call, at the model's rate

    int prefill = 0;   ///< until a block is full
    int fade = 0;      ///< how much earlier a block must be there, so that its lack can be faded over
    int allowance = 0; ///< for the thread that computes
    int filters = 0;   ///< of the conversion to the model's rate and back
    int model = 0;     ///< of the model itself, rounded up

    int wait() const { return prefill + fade + allowance; } ///< until the first frame of a block is played
    int total() const { return wait() + filters + model; }
    bool converts() const { return rate != modelRate; }
    /// Frames of the session that the first filter is late by: what is left of the model's latency included.
    double firstFilter = 0;
    int secondFilter = 0;

    /// Frames of the model that are there once so many of the session came in; and those that so many need
    /// that go out.
    int64_t heard(int64_t session) const { return ceiling(session * modelRate, rate); }
    int64_t needed(int64_t session) const { return session <= 0 ? 0 : (session - 1) * modelRate / rate + 1; }
    /// The first frame of the session in which this frame of the model takes part.
    int64_t firstUse(int64_t frame) const { return ceiling(frame * rate, modelRate); }

    /// `allowance` counts frames of the session, `latency` those of the model; an immediate model needs no
    /// allowance. Throws an Error where the rates cannot be converted.
    static ModelTiming of(const ModelFacts& facts, double sessionRate, int allowance, int latency);

    static int64_t ceiling(int64_t a, int64_t b) { return (a + b - 1) / b; }
};

}
