// What of the module for scripts that build mixes is written in Lua.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

/// Chunks to be called one after the other, with the functions of C++ and the module.
const std::vector<std::string>& builderTexts();

}
