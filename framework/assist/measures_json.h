// Measures for programs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/measurement.h"
#include <nlohmann/json_fwd.hpp>

namespace stemwright {

/// Levels that are minus infinity and what cannot be told are null.
nlohmann::ordered_json measuresJson(const Measures& measures);

}
