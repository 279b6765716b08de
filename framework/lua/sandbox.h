// What scripts that process get to see of Lua, and how they declare themselves.
// SPDX-License-Identifier: MIT
#pragma once

namespace stemwright {

/// Two texts that run in a state before the script does. The sandbox may do all that LuaJIT can; it is called
/// with the counter of steps, the place of the parameters' values, a function that gives memory and one that
/// finds the nearest word, and returns a table of functions for ProcessorScript. The library holds what would
/// take any number of steps if it were LuaJIT's own; it goes through withBudget() like a script.
extern const char* const sandboxText;
extern const char* const libraryText;

}
