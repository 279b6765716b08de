// What scripts that process get to see of Lua, and how they declare themselves.
// SPDX-License-Identifier: MIT
#pragma once

namespace stemwright {

/// Two texts that run in a state before the script does. The sandbox may do all that LuaJIT can; it is called
/// with what ProcessorScript::Host::open() gives it, and returns a table of functions for that. The library
/// holds what would take any number of steps if it were LuaJIT's own; it goes through withBudget() like a
/// script.
extern const char* const sandboxText;
extern const char* const libraryText;

}
