// Renders for scripts, as the command line would.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/interruption.h"
#include "framework/script/script_host.h"

namespace stemwright {

class ScriptRenders : public ScriptHost {
  public:
    explicit ScriptRenders(const Interruption& interruption) : interruption_(interruption) {}

    Outcome render(const Document& document, const Rendering& rendering) override;
    bool interrupted() const override { return interruption_.requested(); }

  private:
    const Interruption& interruption_;
};

}
