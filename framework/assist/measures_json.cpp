// Names the measures, once for every place that shows them.
// SPDX-License-Identifier: MIT
#include "framework/assist/measures_json.h"
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

}
