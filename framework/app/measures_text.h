// Measures for people and for programs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/measurement.h"
#include <nlohmann/json_fwd.hpp>

namespace stemwright {

/// Levels that are minus infinity and what cannot be told are null.
nlohmann::ordered_json measuresJson(const Measures& measures);

/// Pretty text with a line break at its end. Names of files need not be UTF-8; what is not is replaced.
std::string jsonText(const nlohmann::ordered_json& json);

/// "-14.2", "-inf" or "-" for what cannot be told.
std::string figure(double value, int digits = 1);

}
