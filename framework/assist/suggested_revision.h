// A new suggestion beside an earlier one: what is asked for changes, and nothing else.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/suggestion.h"
#include <set>

namespace stemwright {

/// What stays of an earlier suggestion.
struct Keeping {
    std::set<Stage> renewed{std::begin(allStages), std::end(allStages)}; ///< everything else stays
    /// Addresses of strips, entries, bands and words that stay, such as "vox.eq".
    std::set<std::string> kept;
    /// Addresses that a layer above changes, so entries and bands of these names must be there.
    std::set<std::string> needed;
};

/// `fresh` with everything of `earlier` that stays. Strips and entries that are new are taken as far as their
/// stage is renewed; strips whose source is gone go, too. Names that both have mean the same thing.
Datum revised(const Datum& fresh, const Datum& earlier, const Keeping& keeping);

/// Adds what a layer above asks for: the addresses under `keep`, and what it changes in place.
void heed(const Datum& layer, Keeping& keeping);

}
