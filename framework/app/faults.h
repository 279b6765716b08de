// What a render's nodes did wrong.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/engine.h"

namespace stemwright {

/// A problem for each node that made numbers that are not finite, once its engine has stopped, and for each
/// script that failed since it was last asked.
std::vector<Problem> faultsOf(const Engine& engine);

}
