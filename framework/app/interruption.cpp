// Catches signals in a flag.
// SPDX-License-Identifier: MIT
#include "framework/app/interruption.h"
#include <atomic>
#include <csignal>

namespace stemwright {

static std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free); // or a signal handler could not write it

static constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP};
static struct sigaction before[3];

Interruption::Interruption() {
    struct sigaction action {};
    action.sa_handler = [](int) { interrupted = true; };
    action.sa_flags = SA_RESTART;
    for (int i = 0; i < 3; ++i) {
        sigaction(signals[i], nullptr, &before[i]);
        if (before[i].sa_handler != SIG_IGN)
            sigaction(signals[i], &action, nullptr); // nohup means what it says
    }
}

Interruption::~Interruption() {
    for (int i = 0; i < 3; ++i) sigaction(signals[i], &before[i], nullptr);
}

void Interruption::forget() noexcept { interrupted.store(false, std::memory_order_relaxed); }

bool Interruption::requested() const noexcept { return interrupted.load(std::memory_order_relaxed); }

}
