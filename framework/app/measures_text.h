// Measures for people and for programs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/measures_json.h"
#include <string>

namespace stemwright {

/// Pretty text with a line break at its end. Names of files need not be UTF-8; what is not is replaced.
std::string jsonText(const nlohmann::ordered_json& json);

/// "-14.2", "-inf" or "-" for what cannot be told.
std::string figure(double value, int digits = 1);

}
