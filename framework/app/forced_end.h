// Ends the program where a script does not notice that it was interrupted.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/script_renders.h"
#include <condition_variable>
#include <thread>

namespace stemwright {

/// While in scope, a second after an interruption the program ends with a message: Lua looks for
/// interruptions between its instructions, and a single call of its library, such as a search with a bad
/// pattern, may take hours. Not while a render is on its way, which ends itself and tidies up.
class ForcedEnd {
  public:
    ForcedEnd(const Interruption& interruption, const ScriptRenders& renders);

  private:
    std::mutex mutex_;
    std::condition_variable_any ended_;
    std::jthread watch_; // last: it uses the others
};

}
