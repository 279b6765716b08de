// Two renders at one pace.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/render.h"
#include <array>

namespace stemwright {

struct Rendering {
    Engine& engine;
    Cut cut;
    FrameSink sink;
    std::function<void()> over; ///< called once the sink has got everything
};

/// Renders both, each in a thread of its own that calls its own sink, so that neither is ever far ahead of
/// the other. `report` is told how far the slower one is, by one thread at a time. Exceptions end both and
/// pass through.
Progress renderSideBySide(const std::array<Rendering, 2>& renderings, const ProgressReport& report);

}
