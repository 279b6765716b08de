// Where in a text the values of a document begin and end, which the reader of YAML does not tell.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"

namespace stemwright {

/// How one value is written, and where: bytes from `begin` up to, not including, `end`.
struct Extent {
    enum class Style {
        missing, ///< nothing stands there; begin and end are where it would
        plain,
        singleQuoted,
        doubleQuoted,
        literal, ///< the lines after | or >; ends before the last line's end
        alias,   ///< *name
        flow,    ///< in [ ] or { }
        block,   ///< in lines of its own
        pair,    ///< a map of one key without braces, as in [a: 1]
    };
    static constexpr size_t nowhere = std::string::npos;

    /// An entry of a map or an element of a list.
    struct Child;

    Style style = Style::missing;
    size_t begin = 0, end = 0;
    size_t anchor = nowhere;     ///< of the & before it
    std::vector<Child> children; ///< in the order of the Datum's entries or list; none of an alias
};

struct Extent::Child {
    size_t begin = 0;       ///< of the key or the dash, or of the element in [ ]
    size_t keyEnd = 0;      ///< behind the key or the dash
    size_t colon = nowhere; ///< behind the colon or the dash
    Extent value;
};

/// All of a text.
struct Extents {
    Extent root;
    std::vector<size_t> comments; ///< where each begins, in the order of the text
};

/// Follows `document`, which was read from `text`, through the text. Throws an Error where that cannot be
/// done, so that nobody works with what was guessed.
Extents extentsOf(const std::string& text, const Datum& document);

}
