// Finds out whether our own kernels can do what a TorchScript module does.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/torch/torch_model.h"

namespace stemwright {

/// The same model without LibTorch, where every operation of the call has a kernel, and calls with the parts
/// of a sound give the parts of what one call with all of it would; null elsewhere. That is so for a module
/// - that keeps its past in buffers of zeros or in states that it is handed: before a convolution that pads
///   nothing, `y = torch.cat([self.tail, x], 2); self.tail = y[:, :, -n:]`; of a recurrent layer,
///   `y, self.h = self.gru(x, self.h)`;
/// - that remembers nothing and looks behind by as many frames as the call says.
/// A module that pads each block, or whose recurrent layers start anew in each, is none. What was found is
/// run beside the module, block after block, and must give the same within 1e-5 of full scale. What it came
/// to is said in the facts. `script` stays as it is. Control thread, one call at a time.
std::unique_ptr<Model> recognise(const Script& script, Dialect& dialect);

}
