// The place in a text that a change is about, and how the text around it looks.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/change.h"
#include "framework/document/extent.h"
#include "framework/document/splices.h"
#include "framework/document/value_text.h"

namespace stemwright {

enum class Quotes {
    asFound, ///< a scalar is written like the one that it replaces, whether or not that reads back
    safe,    ///< quoted where that might be needed
};

struct Spot {
    const std::string& text;
    const Extents& extents;
    Splices& splices;
    const Extent* value;                  ///< at the end of the change's way
    const Extent::Child* child = nullptr; ///< that holds it; nullptr at the root
    const Extent* holder = nullptr;       ///< whose child that is
    bool inFlow = false;                  ///< whether it stands within [ ] or { }

    /// Follows the change's way. Throws an Error where an anchor or an alias would make it a change of
    /// several places.
    Spot(const std::string& text, const Extents& extents, Splices& splices, const Datum& document,
         const Change& change);

    Indentation layoutOf(const Extent& block) const; ///< of the children of a block
    std::string spacesBefore(size_t at) const;       ///< with which the line of `at` begins
};

// Each does its part of `change` to the splices.
void replaceAt(const Spot& spot, const Datum& value, const Keys& keys, Quotes quotes);
void addAt(const Spot& spot, const Change& change);
void removeAt(const Spot& spot, size_t number);

}
