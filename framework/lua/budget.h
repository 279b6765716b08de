// Writes a counter into every loop and function of a script, so that none of them can go on for ever.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

/// Hooks of LuaJIT do not interrupt compiled loops, so scripts are made to count for themselves. The result
/// has the same lines. It is the text of a function of two values: a pointer to the steps that are left, and
/// what is called when there are none; it gives the script itself, as a function without arguments. A step is
/// a turn of a loop, a call, or a goto. The text must be right as it stands, which load() finds out.
/// Throws an Error at the line where the script uses one of the counter's two names.
std::string withBudget(const std::string& script, const std::string& file);

}
