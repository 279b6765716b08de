// Says what is wrong with a text that is no YAML, in words for people who do not know its grammar.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/error/error.h"
#include <string_view>

namespace stemwright {

/// Translates a parser's `message` about `place`. `open` are the lists and maps that it was inside of,
/// innermost last: where they start in the text, in bytes, and their places.
Problem yamlMistake(std::string_view text, const std::string& message, const Place& place,
                    const std::vector<std::pair<size_t, Place>>& open);

}
