// Weights that are part of the program.
// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>
#include <utility>
#include <vector>

namespace stemwright {

/// The name of each model in `models` that has weights of its own, and the bytes of its file.
const std::vector<std::pair<std::string_view, std::string_view>>& shippedWeights();

}
