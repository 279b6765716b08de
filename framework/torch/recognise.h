// Small networks in TorchScript files that our own kernels can run.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/torch/torch_model.h"

namespace stemwright {

/// The same model without LibTorch, where all of it is known; null elsewhere.
std::unique_ptr<Model> recognise(const Script& script, const Dialect& dialect);

}
