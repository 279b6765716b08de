// What an address of a mix stands for: where it is said, what it may be, and what it is where nobody says it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/quantity.h"
#include "framework/document/layers.h"

namespace stemwright {

struct Meaning {
    enum class Kind {
        section, ///< the tracks, the session, the sends of a strip, the bands of an eq: things by name
        strip,   ///< a track, a bus, the master or a group
        entry,   ///< of a chain, or a node
        value
    };
    Kind kind = Kind::value;
    std::vector<std::string> path; ///< keys from the root, as edits have them
    std::optional<Datum> said;     ///< in the document, short forms written out
    std::string type;              ///< of the entry or source that it is or lies in: "compressor"; else ""
    std::vector<std::string> parameter; ///< keys below that type: bands, mud, freq
    std::string initial; ///< of a value that nobody says, as it would be written; "" where there is none
    Unit unit = Unit::none;
    enum class Form { text, number, answer } form = Form::text; ///< of a value
};

/// What `address` means in `whole`, all layers in one (Document::whole). Throws an Error where nothing is
/// called so.
Meaning meaningOf(const std::string& address, const Datum& whole);

/// Throws what is wrong with a value for a parameter, or for a word that is like one; other values pass.
void checkValue(const Meaning& meaning, const Datum& value);

}
