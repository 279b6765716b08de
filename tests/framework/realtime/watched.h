// LLVM's RealtimeSanitizer, which ends a program that takes memory, locks or waits where it must not.
// SPDX-License-Identifier: MIT
#pragma once

extern "C" {
void __rtsan_init();
void __rtsan_realtime_enter();
void __rtsan_realtime_exit();
}

namespace stemwright {

/// While in scope, this thread is watched.
struct Watched {
    Watched() { __rtsan_realtime_enter(); }
    ~Watched() { __rtsan_realtime_exit(); }
    Watched(const Watched&) = delete;
};

}
