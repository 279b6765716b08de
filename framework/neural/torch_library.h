// The one door between the program and libstemwright-torch.so.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"

namespace stemwright {

/// Reads the TorchScript file at `path`, whose content has that hash. Throws an Error. One call at a time.
using ReadTorchModel = std::unique_ptr<Model>(const std::string& path, const ModelUse& use,
                                              const std::string& hash);

/// What the library calls it.
constexpr const char* readTorchModelName = "stemwrightReadTorchModel";

}
