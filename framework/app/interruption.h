// Ctrl-C and its relatives, as a question that can be asked.
// SPDX-License-Identifier: MIT
#pragma once

namespace stemwright {

/// While in scope, SIGINT, SIGTERM and SIGHUP do not end the program but are remembered, so that it can leave
/// no half-written file behind. One at a time.
class Interruption {
  public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;

    bool requested() const noexcept; ///< any thread
    void forget() noexcept;          ///< what came so far; any thread
};

}
