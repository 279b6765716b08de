// Tries models in a process of their own, so that one that never ends or crashes LibTorch ends there.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"

namespace stemwright {

/// Reads the model at `path`, runs it a few times and measures its latency in the program
/// stemwright-model-trial at `program`, for up to `use.patience` seconds. Returns that latency, as
/// measuredLatency() does. Throws an Error where the model cannot be read, crashes, or is not done by then.
std::optional<int> tryModel(const std::string& program, const std::string& path, const ModelUse& use);

/// A use as arguments of that program, and back.
std::vector<std::string> argumentsOf(const ModelUse& use);
ModelUse useFrom(const std::vector<std::string>& arguments);

}
