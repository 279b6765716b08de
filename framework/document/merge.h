// Lays one layer of a document over another.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/part.h"

namespace stemwright {

/// What two layers say together; `upper` rules. Both may be parts of a document that is not there yet, so
/// what depends on layers further down stays as it is: `null`, `{add: ...}`, and steps (Datum::Kind::steps)
/// where a map edits a chain or something replaces what lies below. Merging is associative, an empty map
/// changes nothing, and edits of different addresses may come in any order.
///
/// A `null` that removed something holds a list of one (nothing, at the place of what it removed).
Datum merged(const Datum& lower, const Datum& upper, Part part = Part::document);

}
