// The language of mix documents as a JSON Schema, for editors that complete, explain and check while one
// types.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

/// JSON text of a schema (draft 7) made from the vocabulary and from what the nodes declare. Good documents
/// pass it, upper layers too; what it cannot see (names, units within a range) is left to `stemwright check`.
std::string schema();

}
