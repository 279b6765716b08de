// Applies the maps by which upper layers edit a chain.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"

namespace stemwright {

/// What is said while layers are put together. Warnings are about what does nothing.
struct Remarks {
    std::vector<Problem>&problems, &warnings;
};

/// A chain in steps (Datum::Kind::steps: a list, or nothing, and the maps over it) as the list of entries
/// that it comes to. `strip` is its name, for messages.
Datum editedChain(const Datum& steps, const std::string& strip, const Remarks& remarks);

/// The name of an entry in a list: its id, else its type; "" where it is none.
std::string entryName(const Datum& entry);

}
