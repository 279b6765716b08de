// Keeps the kernels of each instruction set that was loaded.
// SPDX-License-Identifier: MIT
#include "framework/neural/network_kernels.h"
#include "framework/node/registry.h"
#include <map>
#include <mutex>

namespace stemwright {
namespace {

struct LoadedKernels {
    std::mutex mutex;
    std::map<int, NetworkKernels> byLanes;

    static LoadedKernels& instance() {
        static LoadedKernels all;
        return all;
    }
};

}

void NetworkKernels::add(const NetworkKernels& kernels) {
    LoadedKernels& all = LoadedKernels::instance();
    std::lock_guard lock(all.mutex);
    all.byLanes.insert_or_assign(kernels.lanes, kernels);
}

// Each set is loaded with the nodes that were compiled for it, and their widest batch fills its registers.
const NetworkKernels& NetworkKernels::chosen() {
    int lanes = Registry::instance().widths().back();
    LoadedKernels& all = LoadedKernels::instance();
    std::lock_guard lock(all.mutex);
    return all.byLanes.at(lanes);
}

}
