// Hands out the kernels of this instruction set.
// SPDX-License-Identifier: MIT
#include "framework/neural/kernels/convolve.h"
#include "framework/neural/kernels/pointwise.h"
#include "framework/neural/kernels/recur.h"

namespace stemwright {

[[maybe_unused]] static const bool registered =
    (NetworkKernels::add({nativeLanes, convolve, recur, pointwise, pairwise}), true);

}
