// Names the measures, once for every place that shows them.
// SPDX-License-Identifier: MIT
#include "framework/app/measures_text.h"
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stemwright {

nlohmann::ordered_json measuresJson(const Measures& m) {
    return {{"channels", m.channels},
            {"rate", m.rate},
            {"duration", m.duration},
            {"integrated", m.integrated},
            {"momentary_max", m.momentaryMax},
            {"short_term_max", m.shortTermMax},
            {"range", m.range},
            {"true_peak", m.truePeak},
            {"sample_peak", m.samplePeak},
            {"rms", m.rms},
            {"crest", m.crest},
            {"correlation", m.correlation},
            {"mono_loss", m.monoLoss},
            {"leading_silence", m.leadingSilence},
            {"trailing_silence", m.trailingSilence},
            {"longest_silence", m.longestSilence},
            {"not_finite", m.notFinite}};
}

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
