// Calls what a script wants to do slowly, away from the audio thread.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lua/processor_script.h"
#include <atomic>
#include <thread>

namespace stemwright {

/// An instance of its own, so that both can run at the same time; numbers go there and back at fixed frames.
class IdleScript {
  public:
    /// aside: on a thread of its own. What is not ready in time comes later.
    /// inTurn: at once, by whoever processes, for renders, which do not depend on the machine.
    enum class Idling { inTurn, aside };

    IdleScript(std::unique_ptr<ProcessorScript> script, Idling how);

    /// Between calls to exchange(), in frames.
    static constexpr int period = 2048;

    /// Takes what the last call of idle() came to, and lets it begin again with what `process` has for it
    /// now. False where it raised an error, and from then on until a reset. Takes no lock and waits for
    /// nobody, if aside.
    bool exchange(const ProcessorScript& process) noexcept;
    void reset() noexcept; ///< as if there had been no call yet; likewise
    const char* message() const noexcept { return script_->message(); } ///< once exchange() is false

  private:
    using Exchange = ProcessorScript::Memory::Exchange;
    void work() noexcept;

    std::unique_ptr<ProcessorScript> script_;
    std::vector<double> sent_, received_;
    bool isDue_ = false;                        // the next exchange brings something
    bool begins_ = true;                        // the next call is the first
    bool startsAfresh_ = false, fails_ = false; // for work(), and from it
    enum class Phase { resting, working };
    std::atomic<Phase> phase_ = Phase::resting; // all else belongs to whoever exchanges, or to who works
    Idling how_;
    std::jthread thread_; // last: it uses the others
};

}
