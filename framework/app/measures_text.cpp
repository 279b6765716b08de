// Figures and JSON as text.
// SPDX-License-Identifier: MIT
#include "framework/app/measures_text.h"
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stemwright {

std::string jsonText(const nlohmann::ordered_json& json) {
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string figure(double value, int digits) {
    if (std::isnan(value)) return "-";
    std::string text = fmt::format("{:.{}f}", value, digits);
    return text.find_first_not_of("-0.") == std::string::npos && text[0] == '-' ? text.substr(1)
                                                                                : text; // no "-0.0"
}

}
