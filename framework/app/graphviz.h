// Lets Graphviz draw.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

/// The picture of `dot` text in a format of Graphviz, such as "svg". Throws a FailedError where the program
/// `dot` is missing or refuses.
std::string picture(const std::string& dot, const std::string& format);

}
