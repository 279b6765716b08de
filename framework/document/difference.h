// What the documents of two mixes say differently.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/mix.h"

namespace stemwright {

/// A mix and the document that it was made of.
struct Version {
    Document document;
    Mix mix;
};

/// What one version says at an address.
struct Said {
    std::string value; ///< as written, without reasons; where nobody says anything, the default, or ""
    Place place;       ///< of whoever says so in the highest layer; without a line where nobody does
};

/// Something that holds in one of two versions, or in both but differently.
struct Difference {
    enum class Kind {
        changed,
        added,
        removed,
        moved, ///< an entry of a chain; the values are "first" or "after NAME"
    };
    Kind kind;
    std::string address; ///< as explain() names it
    Said before, after;
};

/// Everything that differs in what holds: values, entries, nodes, wires, outputs, and strips and groups,
/// whose values are "track", "bus" and "group". Two ways to write a value are the same value, and so is a
/// default that is written or left out. Reasons, templates and fragments are not compared, only what they
/// come to. Strip by strip, in the order of the documents.
std::vector<Difference> differences(const Version& before, const Version& after);

}
