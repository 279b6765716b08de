// Runs a command and says what it took.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright::bench {

struct Usage {
    double cpu;       ///< seconds in the process and the system, of all its threads
    double wall;      ///< seconds until it ended
    double megabytes; ///< most memory at a time
};

/// Waits for it. Its output is dropped. Throws std::runtime_error where it cannot be run or fails.
Usage run(const std::vector<std::string>& command);

}
