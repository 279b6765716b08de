// Renders for scripts, as the command line would.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/interruption.h"
#include "framework/script/script_host.h"
#include <atomic>

namespace stemwright {

class ScriptRenders : public ScriptHost {
  public:
    explicit ScriptRenders(const Interruption& interruption) : interruption_(interruption) {}

    Outcome render(const Document& document, const Rendering& rendering) override;
    bool interrupted() const override { return interruption_.requested(); }
    bool isRendering() const { return isRendering_; } ///< any thread

  private:
    std::atomic<bool> isRendering_ = false;
    const Interruption& interruption_;
};

}
