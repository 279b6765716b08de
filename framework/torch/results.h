// What the shapes of a model's outputs mean.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/torch/torch_model.h"

namespace stemwright {

using TensorShape = std::vector<int64_t>;

/// Fills in outputs, states and look-behind of `dialect` from what came out for one block of inputs in
/// `layout`, and for two in one (empty where the model did not take that). Throws an Error where the first
/// result is no signal.
void readResults(Dialect& dialect, const std::string& layout, const std::vector<TensorShape>& once,
                 const std::vector<TensorShape>& twice);

}
