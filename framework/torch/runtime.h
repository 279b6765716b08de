// How LibTorch behaves in this program.
// SPDX-License-Identifier: MIT
#pragma once

namespace stemwright {

/// One thread for each call, warm after the first, and nothing printed. Any number of calls does what one
/// does.
void setUpRuntime();

/// The same for the thread that calls; costs nothing but the first time. OpenMP is in the program before
/// LibTorch is (soxr brings it), and starts as many threads for each new thread's work as there are
/// processors.
void setUpThread();

}
