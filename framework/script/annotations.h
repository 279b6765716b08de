// What an editor knows about scripts that build mixes.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

/// The module `stemwright` in the annotations of the Lua language server (LuaLS): a class for the arguments
/// of every type of node, with help, ranges and defaults, and what mixes, strips and sounds can do.
std::string annotations();

}
