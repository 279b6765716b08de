// How long a model takes for its blocks.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"

namespace stemwright {

struct ModelSpeed {
    double p50 = 0, p99 = 0, max = 0; ///< seconds for one block
    int blocks = 0;                   ///< that were computed to know this
};

/// Gives noise to an instance of its own, block by block, for about `seconds`, or for a hundred blocks where
/// that is longer by up to four times. Control thread. Throws an Error where the model does.
ModelSpeed speedOf(const Model& model, double seconds);

}
