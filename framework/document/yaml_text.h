// Writes names and texts so that YAML reads them back.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

/// A scalar as it stands in a document, in quotes where it needs them, also inside [ ] and { }.
std::string yamlText(const std::string& text);

}
