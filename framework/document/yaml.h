// Reads YAML into values that know their place.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"

namespace stemwright {

/// Reads one YAML document. What is wrong is added to `problems`; where the text could not be understood to
/// its end, the result is nothing. Aliases are replaced by what they stand for; quoted or not, a scalar is
/// its text. Repeated keys, keys that are no single value, tags and further documents are problems.
Datum readYaml(const std::string& text, const std::string& fileName, std::vector<Problem>& problems);

}
