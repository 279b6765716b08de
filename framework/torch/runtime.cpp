// Sets LibTorch up once.
// SPDX-License-Identifier: MIT
#include "framework/torch/runtime.h"
#include <ATen/Parallel.h>
#include <torch/csrc/jit/runtime/print_handler.h>
#include <torch/csrc/jit/runtime/profiling_graph_executor_impl.h>

namespace stemwright {

static bool setUp() {
    at::set_num_threads(1);
    at::set_num_interop_threads(1);
    torch::jit::getNumProfiledRuns() = 0;
    torch::jit::setPrintHandler([](const std::string&) {}); // standard output is the program's
    return true;
}

void setUpRuntime() { [[maybe_unused]] static const bool once = setUp(); }

void setUpThread() { [[maybe_unused]] static thread_local const bool once = (at::init_num_threads(), true); }

}
