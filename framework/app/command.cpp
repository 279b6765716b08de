// Prints problems the way compilers do, so that editors find the place.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include <fmt/format.h>

namespace stemwright {

void complain(const std::vector<Problem>& problems) {
    for (const Problem& problem : problems)
        fmt::print(stderr, "{}{}\n", problem.place.file.empty() ? "stemwright: " : "", problem.text());
}

void warn(const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) fmt::print(stderr, "warning: {}\n", problem.text());
}

}
