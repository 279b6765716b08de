// A value as it was written: a scalar, a list or a map, which knows its place in the text.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/error/error.h"
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemwright {

/// What every reader of a document gets to see instead of the tree of a YAML library, and what code builds by
/// hand: `Datum::map({{"cutoff", "80 Hz"}})`. Maps keep the order of the text.
struct Datum {
    enum class Kind {
        none,
        scalar,
        list,
        map,
        steps ///< while layers are merged: what they say one after the other, lowest first, in `list`
    };
    struct Key {
        std::string name;
        Place place;
    };
    using Entry = std::pair<Key, Datum>;

    Kind kind = Kind::none;
    Place place;
    std::string scalar;         ///< the text, when kind is scalar
    std::vector<Datum> list;    ///< the elements, when kind is list or steps
    std::vector<Entry> entries; ///< the pairs, when kind is map

    Datum() = default;
    Datum(std::string text) : kind(Kind::scalar), scalar(std::move(text)) {}
    Datum(const char* text) : Datum(std::string(text)) {}

    static Datum sequence(std::vector<Datum> elements);
    static Datum map(std::vector<std::pair<std::string, Datum>> pairs);

    bool isScalar() const { return kind == Kind::scalar; }
    bool isList() const { return kind == Kind::list; }
    bool isMap() const { return kind == Kind::map; }

    const Entry* entry(std::string_view name) const; ///< nullptr where there is none
    const Datum* find(std::string_view name) const;  ///< nullptr where there is none
    std::string_view kindName() const;               ///< "a map", "a list", "\"text\"", "nothing"
};

}
