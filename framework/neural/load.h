// Reads neural models from files, with LibTorch, which is loaded when the first one is asked for.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"

namespace stemwright {

/// Control threads; one load at a time, others wait. The same file with the same use is read once, as long as
/// somebody holds the model. Throws an Error where the file is no model that can be run here, or where the
/// library that runs them, libstemwright-torch.so, is not installed.
std::shared_ptr<const Model> loadModel(const std::string& path, const ModelUse& use = {});

}
