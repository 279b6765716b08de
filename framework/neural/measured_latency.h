// By how many frames a model's sound really lags behind what goes in.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"
#include <optional>

namespace stemwright {

/// Plays noise through an instance of its own and looks where the first output resembles the first input
/// most: at the highest value of their cross-correlation, whitened (Knapp and Carter's phase transform,
/// 1976). Finds up to 16,384 frames of the model's rate. Nothing where no input or output is sound, or where
/// the highest value does not stand out. Control thread; takes as long as the model needs for 32,768 frames.
/// Throws an Error where the model does.
std::optional<int> measuredLatency(const Model& model);

}
