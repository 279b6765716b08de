// Finds out how late a model is, by a click.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"
#include <optional>

namespace stemwright {

/// Frames, at the model's rate, by which its first output of sound lags behind a click in its first input;
/// none where less than half of the energy that the click makes lies at one place. Takes an instance, and two
/// seconds of sound. Control thread.
std::optional<int> measuredLatency(const Model& model);

}
