// What `stemwright render` is told on the command line.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

struct RenderOptions {
    std::string mix, target, format, depth = "24", rate, from, to, length, stats;
    std::vector<std::string> only, without; ///< tracks
    bool noDither = false, profile = false, quiet = false;

    bool whole() const { return from.empty() && to.empty() && only.empty() && without.empty(); }
};

}
