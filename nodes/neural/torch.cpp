// Processes with a neural model of yours.
// SPDX-License-Identifier: MIT
#include "framework/neural/load.h"
#include "framework/neural/model_node.h"

namespace stemwright {
namespace {

// Not a Register: how it runs is the same for every instruction set, so it is compiled only once.
[[maybe_unused]] const bool torch = [] {
    Registry::add(modelType("torch",
                            "Processes with a neural model in a TorchScript file, which says what ports and "
                            "parameters it has.",
                            loadModel),
                  {1});
    return true;
}();

}
}
