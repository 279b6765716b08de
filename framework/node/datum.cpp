// Builds and searches written values.
// SPDX-License-Identifier: MIT
#include "framework/node/datum.h"

namespace stemwright {

Datum Datum::sequence(std::vector<Datum> elements) {
    Datum d;
    d.kind = Kind::list;
    d.list = std::move(elements);
    return d;
}

Datum Datum::map(std::vector<std::pair<std::string, Datum>> pairs) {
    Datum d;
    d.kind = Kind::map;
    for (auto& [name, value] : pairs) d.entries.push_back({{name, {}}, std::move(value)});
    return d;
}

const Datum::Entry* Datum::entry(std::string_view name) const {
    for (const Entry& e : entries)
        if (e.first.name == name) return &e;
    return nullptr;
}

const Datum* Datum::find(std::string_view name) const {
    const Entry* e = entry(name);
    return e ? &e->second : nullptr;
}

std::string_view Datum::kindName() const {
    switch (kind) {
    case Kind::none:
        return "nothing";
    case Kind::scalar:
        return "a single value";
    case Kind::list:
        return "a list";
    case Kind::map:
        return "a map";
    case Kind::steps:
        return "made of several layers";
    }
    return "";
}

}
