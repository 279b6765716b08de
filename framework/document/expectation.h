// What a mix promises of its outputs, and whether a measured output keeps it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/measurement.h"
#include "framework/node/value.h"
#include <optional>

namespace stemwright {

/// `loudness: {is: -14 LUFS, within: 0.5 LU}` for one output.
struct Expectation {
    std::string output;             ///< its name
    std::string what;               ///< the word of the language, such as "loudness"
    std::optional<double> min, max; ///< in the word's unit, both included
    Place place;
    std::string text;    ///< for messages: "-14 LUFS within 0.5 LU"
    std::string written; ///< as a document says it: "{is: -14 LUFS, within: 0.5 LU}"
};

/// Reads `expect:`, for the first of `outputs` or for outputs by name.
std::vector<Expectation> readExpectations(const Datum& written, const std::vector<std::string>& outputs,
                                          const Timeline& timeline, std::vector<Problem>& problems);

/// A problem for each expectation of `output` that was not met, and one where it holds samples that are no
/// numbers. `displacement` is that of the output, in frames.
std::vector<Problem> judge(const std::vector<Expectation>& expectations, const std::string& output,
                           const Measures& measures, int displacement);

}
