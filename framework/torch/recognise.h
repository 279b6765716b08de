// Finds out whether our own kernels can do what a TorchScript module does.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/network.h"
#include "framework/torch/block_call.h"

namespace stemwright {

/// A network, or why there is none.
struct Recognition {
    std::shared_ptr<const Network> network;
    std::string refusal; ///< the end of a sentence about the module, such as "it draws noise"; "" where there is a network
};

/// Where every operation of `call` has a kernel, and calls with the parts of a sound give the parts of what one call with
/// all of it would, there is a network that gives the same within 1e-5 of full scale. That is so for a module
/// - that keeps its past in buffers of zeros or in states that it is handed: before a convolution without padding,
///   `y = torch.cat([self.tail, x], 2); self.tail = y[:, :, -n:]`; of a recurrent layer,
///   `y, self.h = self.gru(x, self.h)`;
/// - that remembers nothing and looks behind by as many frames as the call says.
/// A module that pads each block, or whose recurrent layers start anew in each, is none. The network was run beside
/// the module, block by block, before it is given. `script` stays as it is. Control thread, one call at a time.
Recognition recognise(const Script& script, const BlockCall& call);

}
