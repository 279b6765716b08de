// What a mix loses where it is heard through one loudspeaker.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/mid_side_bands.h"

namespace stemwright {

struct MonoSum {
    /// LU that (left + right) / 2 on both sides is quieter than the sound: 0 for equal sides, 3 for unrelated
    /// ones; infinity where they cancel.
    double loss;
    /// dB, how unequal the loss is: the deviation of what the critical bands lose, weighted by their energy,
    /// each at most 60 dB. 0 where all lose alike.
    double colouring;
};

/// Of a sound that is not silent.
MonoSum monoSum(const StereoSound& sound, const MidSideBands& bands);

}
