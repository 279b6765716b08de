// Hands numbers over by turns: one side works while the other keeps away.
// SPDX-License-Identifier: MIT
#include "framework/lua/idle_script.h"
#include <algorithm>
#include <chrono>

namespace stemwright {

namespace {

using Memory = ProcessorScript::Memory;

size_t countOf(const ProcessorScript& script, Memory::Exchange exchange) {
    size_t count = 0;
    for (const Memory& memory : script.memories())
        if (memory.exchange == exchange) count += memory.count;
    return count;
}

void take(const ProcessorScript& script, Memory::Exchange exchange, double* to) {
    for (const Memory& memory : script.memories())
        if (memory.exchange == exchange) to = std::copy_n(memory.numbers.get(), memory.count, to);
}

void give(const ProcessorScript& script, Memory::Exchange exchange, const double* from) {
    for (const Memory& memory : script.memories())
        if (memory.exchange == exchange) {
            std::copy_n(from, memory.count, memory.numbers.get());
            from += memory.count;
        }
}

}

IdleScript::IdleScript(std::unique_ptr<ProcessorScript> script, Idling how)
    : script_(std::move(script)),
      sent_(countOf(*script_, Exchange::toIdle)),
      received_(countOf(*script_, Exchange::fromIdle)),
      how_(how) {
    script_->compileAsNeeded();
    if (how == Idling::inTurn) return;
    thread_ = std::jthread([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            if (phase_.load(std::memory_order_acquire) == Phase::working) {
                work();
                phase_.store(Phase::resting, std::memory_order_release);
            }
            std::this_thread::sleep_for(
                std::chrono::milliseconds(5)); // nobody may wake it: that is a system call
        }
    });
}

bool IdleScript::exchange(const ProcessorScript& process) noexcept {
    if (phase_.load(std::memory_order_acquire) == Phase::working) return true;
    if (fails_ && !begins_) return false;
    if (isDue_) give(process, Exchange::fromIdle, received_.data());
    take(process, Exchange::toIdle, sent_.data());
    startsAfresh_ = begins_;
    begins_ = false;
    isDue_ = true;
    if (how_ == Idling::inTurn)
        work();
    else
        phase_.store(Phase::working, std::memory_order_release);
    return true;
}

void IdleScript::reset() noexcept {
    begins_ = true;
    isDue_ = false;
}

void IdleScript::work() noexcept {
    bool fine = !startsAfresh_ || script_->reset();
    give(*script_, Exchange::toIdle, sent_.data());
    fails_ = !fine || !script_->idle();
    take(*script_, Exchange::fromIdle, received_.data());
}

}
