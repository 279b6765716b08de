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
    /// Hands on a number that is no argument of the call, given all of them; empty where they all are.
    std::function<void(Script&, int number, std::span<const double> numbers)> set;
};

/// How far numbers go whose range nobody says.
constexpr double unlimited = 1e6;

/// Frames per second as an attribute of the module says, by one of the names that authors give it; else 0.
double authorsRate(const Script& script);

/// Tries `dialect` out, finds what only a trial tells (memory, noise, which weights may be shared), and makes
/// it fast. Throws an Error.
std::unique_ptr<Model> torchModel(std::unique_ptr<Script> script, Dialect dialect);

}
