// Looks for known layers in a TorchScript graph.
// SPDX-License-Identifier: MIT
#include "framework/torch/recognise.h"

namespace stemwright {

std::unique_ptr<Model> recognise(const Script&, const Dialect&) { return nullptr; }

}
