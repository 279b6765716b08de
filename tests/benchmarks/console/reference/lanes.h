// What a mix by hand needs of its registers: powers, logarithms, and rows turned into columns.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/lanes.h"

namespace stemwright::reference {

using Lanes = Pack<nativeLanes>;
using Ints = IntsOf<Lanes>;
constexpr int lanes = nativeLanes;

// The engine's own functions do not stand -ffast-math, under which this is compiled. Minimax fits by Lawson's
// iteration: absolute error 3e-7, relative error 1e-7.

/// Of normal numbers above 0.
inline Lanes log2(Lanes x) {
    Ints exponent = (bits<Lanes>(x) - 0x3f3504f3) >> 23; // from 1 / sqrt(2) on
    Lanes t = fromBits<Lanes>(bits<Lanes>(x) - (exponent << 23)) - 1.f;
    Lanes p = 0.17063282f * t - 0.27269753f;
    p = p * t + 0.29726291f;
    p = p * t - 0.35896189f;
    p = p * t + 0.48046501f;
    p = p * t - 0.72137587f;
    p = p * t + 1.44269973f;
    return convert<Lanes>(exponent) + p * t;
}

/// 2^-x of 0 to 120.
inline Lanes halvings(Lanes x) {
    Ints whole = convert<Ints>(x + 0.5f);
    Lanes t = convert<Lanes>(whole) - x;
    Lanes p = 0.00134073f * t + 0.00967188f;
    p = p * t + 0.05550308f;
    p = p * t + 0.24022235f;
    p = p * t + 0.69314721f;
    p = p * t + 1.f;
    return fromBits<Lanes>(bits<Lanes>(p) - (whole << 23));
}

inline Lanes load(const float* from) {
    Lanes x;
    std::memcpy(&x, from, sizeof x);
    return x;
}
inline void store(float* to, Lanes x) { std::memcpy(to, &x, sizeof x); }

/// Turns a square of as many rows as lanes: rows of time become columns of it, and back. Each round shuffles
/// the lower half of the rows into the upper one like two halves of a deck of cards; log2(lanes) times.
inline void transpose(Lanes* rows) {
    Ints front, back;
    for (int i = 0; i < lanes; ++i) {
        lane(front, i) = i / 2 + (i % 2 ? lanes : 0);
        lane(back, i) = lane(front, i) + lanes / 2;
    }
    for (int round = 1; round < lanes; round *= 2) {
        Lanes shuffled[lanes];
        for (int i = 0; i < lanes / 2; ++i) {
            shuffled[2 * i] = __builtin_shuffle(rows[i], rows[i + lanes / 2], front);
            shuffled[2 * i + 1] = __builtin_shuffle(rows[i], rows[i + lanes / 2], back);
        }
        for (int i = 0; i < lanes; ++i) rows[i] = shuffled[i];
    }
}

}
