// Exchanges rows and columns of a square of numbers in registers.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/lanes.h"

namespace stemwright {

/// Row r of `rows` becomes column r. `Edge`, half of the width, is for its own use: blocks of that size
/// beyond the diagonal are exchanged, then the smaller ones in each of them.
template <int Width, int Edge = Width / 2> [[gnu::always_inline]] inline void transpose(Pack<Width>* rows) {
    auto exchange = []<int... l>(Pack<Width> & a, Pack<Width> & b, std::integer_sequence<int, l...>) {
        Pack<Width> low = __builtin_shufflevector(a, b, (l & Edge ? Width + l - Edge : l)...);
        b = __builtin_shufflevector(a, b, (l & Edge ? Width + l : l + Edge)...);
        a = low;
    };
    for (int r = 0; r < Width; ++r)
        if (!(r & Edge)) exchange(rows[r], rows[r + Edge], std::make_integer_sequence<int, Width>());
    if constexpr (Edge > 1) transpose<Width, Edge / 2>(rows);
}

}
