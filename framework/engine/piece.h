// What a section runs at once: one step, or several on end.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/engine.h"

namespace stemwright {

/// Audio thread, one at a time.
class Piece {
  public:
    virtual ~Piece() = default;

    /// Frames of the engine from `frame` on, which begin where rows do: whole quanta, and only one in lanes.
    virtual void run(int64_t frame, int frames) noexcept = 0;
    virtual void reset() noexcept = 0;
    virtual void moved(const Curve&) noexcept {} ///< this curve has other points than before

    double seconds = 0;                       ///< for those who measure
    std::vector<Engine::Fault> faults;        ///< by node
    std::vector<Engine::ControlRange> ranges; ///< by control output
};

}
