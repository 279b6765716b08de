// Names for strips, made of the names of files.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

/// One for each of `names`, of what a document allows: letters, digits, _ and -. All differ, and none is one
/// of the words that stand beside strips, such as "master". Which name gets which follows from the names
/// alone, not from their order.
std::vector<std::string> stripNames(const std::vector<std::string>& names);

}
