// What an edit comes to in the tree of a document: one value that is replaced, added or removed.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/rewrite.h"

namespace stemwright {

struct Change {
    enum class Kind {
        replace, ///< the value at `at`
        add,     ///< to the map or list at `at`, before its child number `position`
        remove,  ///< the child at `at`, which is not the last one of its map or list
    };
    Kind kind = Kind::replace;
    std::vector<size_t> at; ///< from the root down: the numbers of entries and elements
    size_t position = 0;
    std::string key; ///< of what is added to a map
    Datum value;
    std::vector<std::string> keys; ///< from the root to `value`, for its looks
};

/// Throws an Error where the edit's path leads nowhere.
Change changeFor(const Datum& document, const Edit& edit);

/// Makes the change in the tree.
void apply(const Change& change, Datum& document);

/// Whether two trees say the same, wherever that stands.
bool sameValues(const Datum& a, const Datum& b);

}
