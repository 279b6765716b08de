// The module `stemwright` of scripts that build mixes.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lua/state.h"
#include "framework/script/script_host.h"

namespace stemwright {

/// Leaves two tables on the stack: the functions of C++, and above them the module, whose Lua half calls
/// them. Files are written through `host`, and not at all where it is nullptr.
void pushModule(LuaState& state, ScriptHost* host);

}
