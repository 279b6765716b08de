// Times as people read them.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

/// "0:48.0" or "1:02:03.5".
std::string clockTime(double seconds);

}
