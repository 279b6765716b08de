// Runs scripts that build mixes.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lua/state.h"
#include "framework/script/script_host.h"

namespace stemwright {

struct ScriptWatch;

/// A Lua state with the module `stemwright` and all of LuaJIT's libraries, for scripts that people run
/// themselves. Their code is interpreted, so that they can be interrupted anywhere but inside a function of
/// C. Not for more than one thread at a time.
class MixScript {
  public:
    explicit MixScript(ScriptHost& host); ///< which outlives it
    ~MixScript();

    /// Runs the script at `path`, which finds its arguments in `...` and in `arg`. Throws an Error at the
    /// script's line.
    void run(const std::string& path, const std::vector<std::string>& arguments);

    /// Runs what somebody has typed and prints the values that it gives. Tells whether it is only the
    /// beginning of something, and then nothing was run. Throws an Error.
    enum class Entered { whole, beginning };
    Entered enter(const std::string& text);

  private:
    std::unique_ptr<ScriptWatch> watch_;
    LuaState state_;
};

}
