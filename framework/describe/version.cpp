// The version that the build gives.
// SPDX-License-Identifier: MIT
#include "framework/describe/version.h"

namespace stemwright {

std::string version() { return STEMWRIGHT_VERSION; }

}
