// Text that a command makes: to stdout, or to a file that appears whole or not at all.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

/// Writes `text` to the file at `path`, or to stdout where that is "". Throws a FailedError.
void writeText(const std::string& path, const std::string& text);

}
