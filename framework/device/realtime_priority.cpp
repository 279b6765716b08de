// The scheduler's first-in-first-out class, below the priority of sound servers.
// SPDX-License-Identifier: MIT
#include "framework/device/realtime_priority.h"
#include <pthread.h>

namespace stemwright {

static constexpr int wanted = 60; // interrupts and servers have more

RealtimePriority askForRealtimePriority() noexcept {
    int policy = 0;
    sched_param parameters{};
    if (pthread_getschedparam(pthread_self(), &policy, &parameters) == 0 &&
        (policy == SCHED_FIFO || policy == SCHED_RR))
        return RealtimePriority::granted; // by the sound server
    parameters.sched_priority = wanted;
    return pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters) == 0 ? RealtimePriority::granted
                                                                               : RealtimePriority::refused;
}

std::string realtimePriorityCure() {
    return "put \"@audio - rtprio 80\" into /etc/security/limits.d/audio.conf, add yourself to the "
           "group audio (sudo usermod -aG audio $USER), and log in again; a JACK server must run with -R";
}

}
