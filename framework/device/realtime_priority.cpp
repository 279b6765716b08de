// The scheduler's first-in-first-out class, below the priority of sound servers.
// SPDX-License-Identifier: MIT
#include "framework/device/realtime_priority.h"
#include <pthread.h>

namespace stemwright {

static constexpr int wanted = 60; // interrupts and servers have more

using Answer = RealtimePriority::Answer;

RealtimePriority askForRealtimePriority() noexcept {
    int policy = 0;
    sched_param parameters{};
    if (pthread_getschedparam(pthread_self(), &policy, &parameters) == 0 &&
        (policy == SCHED_FIFO || policy == SCHED_RR))
        return {Answer::granted, parameters.sched_priority}; // by the sound server
    parameters.sched_priority = wanted;
    if (pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters) != 0) return {Answer::refused};
    return {Answer::granted, wanted};
}

RealtimePriority shareRealtimePriority(RealtimePriority own,
                                       const std::vector<std::thread::native_handle_type>& others) noexcept {
    if (own.answer != Answer::granted) return own;
    sched_param parameters{};
    parameters.sched_priority = own.level;
    for (std::thread::native_handle_type other : others)
        if (pthread_setschedparam(other, SCHED_FIFO, &parameters) != 0) return {Answer::refused};
    return own;
}

std::string realtimePriorityCure() {
    return "put \"@audio - rtprio 80\" into /etc/security/limits.d/audio.conf, add yourself to the "
           "group audio (sudo usermod -aG audio $USER), and log in again; a JACK server must run with -R";
}

}
