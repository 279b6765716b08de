// Finds things by a name that somebody typed.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

/// Which of `names` may be meant by `wanted`: the first one that is called so, else all of which it is a
/// part, in capitals or not.
std::vector<size_t> namesWith(const std::vector<std::string>& names, const std::string& wanted);

}
