// Lets a recursion share its waiting time.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/lanes.h"

namespace stemwright {

/// `recursion(i)` for every frame and, where that is done, `rest(i)`, which remembers nothing. In lanes both
/// are in one loop, the rest a frame behind: a recursion waits for its own result, and the processor does the
/// rest meanwhile. A lone lane has a loop for each, so that compilers make vectors of the second.
template <class Lanes> [[gnu::always_inline]] inline void overlap(int frames, auto recursion, auto rest) {
    if constexpr (lanesOf<Lanes> == 1) {
        for (int i = 0; i < frames; ++i) recursion(i);
        for (int i = 0; i < frames; ++i) rest(i);
    } else {
        recursion(0);
        for (int i = 1; i < frames; ++i) {
            recursion(i);
            rest(i - 1);
        }
        rest(frames - 1);
    }
}

}
