// Which Stemwright this is.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

std::string version(); ///< "0.1.0"

}
