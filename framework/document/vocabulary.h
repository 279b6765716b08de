// Every word of the language, with its help and the form of its value: what the reader accepts and what the
// schema offers.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/quantity.h"
#include <string>
#include <string_view>
#include <vector>

namespace stemwright {

/// Maps of a document that have words of their own.
enum class Owner {
    anything, ///< every map
    mix,
    session,
    track,
    bus,
    master,
    pattern, ///< an entry of `templates`
    group,
    entry, ///< of a chain, beside its type
    edit,  ///< of an entry of a chain below
    edits, ///< a chain that is a map, beside the names of its entries
    send,
    wire,
    output,
    value, ///< `{is: ...}`
    automation,
    expect,
    midi,
    binding, ///< of a control of a MIDI device
    limits,  ///< of an assertion
};

/// What may be written as the value of a word.
struct Form {
    enum class Kind {
        text,
        version,
        whole,     ///< a whole number that is not negative
        moving,    ///< a number in `unit` that may be automated
        fixed,     ///< a number in `unit` that never moves
        parameter, ///< as a parameter of a node, `same`: "gain.gain"
        answer,    ///< yes or no
        choice,    ///< one of `choices`
        name,      ///< of a strip, a node, a tap or an entry
        names,     ///< one or a list
        files,     ///< one or a list
        map,       ///< the map that `owner` is
        maps,      ///< such maps, by name
        limits,    ///< of a measure in `unit`, and in `difference` how far from it
        own,       ///< the value that the map stands for: `is`, `min`
        distance,  ///< between such values: `within`
        changes,   ///< one value in `unit`, or a list of positions and values
        meters,    ///< the same with meters
        points,    ///< of automation
        source,
        chain,
        from,
        nodes,
    };
    Kind kind = Kind::text;
    Unit unit = Unit::none, difference = Unit::none;
    Owner owner = Owner::anything;
    std::vector<std::string_view> choices{};
    std::string_view same{};
};

struct Word {
    std::string_view name, help;
    Form form{};
};

/// The words of a map, in the order in which they are explained.
const std::vector<Word>& vocabulary(Owner owner);
std::vector<std::string> wordsOf(Owner owner);
bool isWord(Owner owner, std::string_view name);

}
