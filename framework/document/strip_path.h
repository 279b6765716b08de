// The way from a strip to what an address means in it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/vocabulary.h"
#include "framework/node/datum.h"

namespace stemwright {

using Keys = std::vector<std::string>;

/// The keys in `file`, where the strip stands at `strip`, for the words behind its name: `duck, ratio` are
/// chain, duck, ratio. What `file` lacks is looked for in `merged`. Throws an Error where neither has it.
Keys pathInStrip(const Datum& file, const Datum& merged, const Keys& strip, Keys words, Owner owner);

/// The keys below the type of an entry, a node or a source: `mud, freq` are bands, mud, freq.
Keys pathInEntry(const Datum& entry, const Keys& words);

/// What stands at `path`; nullptr where nothing does.
const Datum* valueAt(const Datum& document, const Keys& path);

Keys joinedKeys(Keys first, const Keys& more);

}
