// What strips add up to: the mix, and what is sent to the room.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/benchmarks/console/reference/lanes.h"

namespace stemwright::reference {

constexpr int pieceFrames = 4096; ///< that are read, mixed and written at a time

struct Buses {
    alignas(64) float left[pieceFrames], right[pieceFrames], sendLeft[pieceFrames], sendRight[pieceFrames];

    void add(int frame, Lanes l, Lanes r, Lanes sl, Lanes sr) {
        store(left + frame, load(left + frame) + l);
        store(right + frame, load(right + frame) + r);
        store(sendLeft + frame, load(sendLeft + frame) + sl);
        store(sendRight + frame, load(sendRight + frame) + sr);
    }
};

}
