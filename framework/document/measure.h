// The measures that expectations are about: where each word finds its figure and its units.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/measurement.h"
#include "framework/document/vocabulary.h"

namespace stemwright {

struct Measure {
    std::string_view word;
    double Measures::*measure; ///< nullptr for what the plan knows
    const char* tolerance;     ///< for the message that asks for one; nullptr where none is needed

    double of(const Measures& measures, double displacement) const {
        return measure ? measures.*measure : displacement;
    }

    /// Has the unit of values, and that of `within`.
    const Form& form() const;
};

inline constexpr Measure expectable[] = {
    {"loudness", &Measures::integrated, "0.5 LU"},     {"momentary", &Measures::momentaryMax, "0.5 LU"},
    {"short_term", &Measures::shortTermMax, "0.5 LU"}, {"range", &Measures::range, "1 LU"},
    {"true_peak", &Measures::truePeak, "0.1 dB"},      {"mono_loss", &Measures::monoLoss, "0.1 dB"},
    {"correlation", &Measures::correlation, "0.1"},    {"silence", &Measures::longestSilence, "0.1 s"},
    {"duration", &Measures::duration, nullptr},        {"latency", nullptr, nullptr},
};

/// nullptr where the word is none of a measure.
const Measure* findMeasure(std::string_view word);

}
