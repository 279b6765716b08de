// Ends scripts that are interrupted or that take too long.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/script/script_host.h"
#include <cstdint>

struct lua_State;

namespace stemwright {

/// What is looked at every few instructions.
struct ScriptWatch {
    const ScriptHost* host = nullptr; ///< who knows of interruptions, if any
    int64_t left = INT64_MAX;         ///< instructions
};

/// From now on code is interpreted, because compiled code runs no hooks, and ends in an error when the host
/// is interrupted or nothing is left. `watch` outlives the state. Called again it begins anew.
void watchOver(lua_State* lua, ScriptWatch& watch);

/// Pushes a function that counts as so many instructions as it is told.
void pushCharge(lua_State* lua);

}
