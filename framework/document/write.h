// Writes a tree of values as a document, the way a person would.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"

namespace stemwright {

/// `document` as YAML that reads back to the same values: sections and strips in lines of their own, with
/// blank lines between them, parameters as `{ratio: 3}` where that fits into about 100 columns. Keys are at
/// most 1000 characters long. Throws an Error where a value is made of several layers.
std::string written(const Datum& document);

}
