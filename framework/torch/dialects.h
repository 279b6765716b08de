// The ways in which authors hand out TorchScript models for audio.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/torch/torch_model.h"
#include <optional>

namespace stemwright {

/// Any module with a method from tensors to tensors. Layout, channels, lengths and what other arguments mean
/// are found out by trying, as far as `use` does not say them. Throws an Error.
Dialect plainDialect(const Script& script, const ModelUse& use);

}
