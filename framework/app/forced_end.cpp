// Watches from a thread of its own.
// SPDX-License-Identifier: MIT
#include "framework/app/forced_end.h"
#include "framework/app/command.h"
#include "framework/app/exit_status.h"
#include <unistd.h>

namespace stemwright {

ForcedEnd::ForcedEnd(const Interruption& interruption, const ScriptRenders& renders)
    : watch_([this, &interruption, &renders](const std::stop_token& stop) {
          constexpr std::chrono::milliseconds often(50), most(900);
          std::chrono::milliseconds since(0);
          std::unique_lock lock(mutex_);
          while (!stop.stop_requested()) {
              ended_.wait_for(lock, stop, often, [] { return false; });
              since = interruption.requested() && !renders.isRendering() ? since + often : since.zero();
              if (since < most) continue;
              complain({{{}, "interrupted", ""}});
              _exit(int(ExitStatus::failed)); // the thread that is stuck could not clear up anything
          }
      }) {}

}
