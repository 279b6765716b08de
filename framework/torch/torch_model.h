// A model that LibTorch runs, whatever its dialect.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"
#include "framework/torch/block_call.h"
#include <functional>

namespace stemwright {

/// What was found out about a file: what there is to say of it, how it is called, and what it wants to be
/// told.
struct Dialect {
    ModelFacts facts;
    BlockCall call;
    std::function<void(Script&)> prepare = [](Script&) {}; ///< of a fresh copy
    /// Sets a number that is no argument of the call; empty where they all are.
    std::function<void(Script&, int number, double value)> set;
};

/// Tries `dialect` out, finds what only a trial tells (memory, noise, which weights may be shared), and makes
/// it fast. Throws an Error.
std::unique_ptr<Model> torchModel(std::unique_ptr<Script> script, Dialect dialect);

}
