// Knows which part of a document stands where.
// SPDX-License-Identifier: MIT
#include "framework/document/part.h"
#include "framework/document/vocabulary.h"
#include "framework/node/registry.h"
#include <map>

namespace stemwright {

// What steps come to in the end is what they are.
static const Datum& lastOf(const Datum& datum) {
    return datum.kind == Datum::Kind::steps ? datum.list.back() : datum;
}

Part partUnder(Part part, const std::string& key, const Datum& written) {
    const Datum& value = lastOf(written);
    static const std::map<std::string, Part, std::less<>> sections{
        {"session", Part::words}, {"templates", Part::strips}, {"tracks", Part::strips},
        {"buses", Part::strips},  {"master", Part::strip},     {"groups", Part::groups},
        {"nodes", Part::nodes},   {"wires", Part::wires},      {"outputs", Part::outputs},
        {"expect", Part::expect}, {"midi", Part::midi}};
    static const std::map<std::string, Part, std::less<>> ofStrip{
        {"chain", Part::chain}, {"sends", Part::sends}, {"from", Part::from}, {"source", Part::source}};
    auto listed = [&](const auto& table) {
        auto found = table.find(key);
        return found == table.end() ? Part::atom : found->second;
    };
    switch (part) {
    case Part::document:
        return listed(sections);
    case Part::strip:
        return listed(ofStrip);
    case Part::strips:
        return Part::strip;
    case Part::chain:
    case Part::nodes:
        return Part::entry;
    case Part::sends:
    case Part::from:
    case Part::wires:
        return Part::send;
    case Part::groups:
    case Part::bindings:
        return Part::words;
    case Part::midi:
        return key == "bindings" ? Part::bindings : Part::atom;
    case Part::outputs:
        return Part::output;
    case Part::expect: { // {OUTPUT: {loudness: {...}}}: limits themselves are one atom
        bool limits = value.find("is") || value.find("min") || value.find("max") || value.find("within");
        return value.isMap() && !limits ? Part::expect : Part::atom;
    }
    case Part::entry:
    case Part::source:
    case Part::parameters:
        return value.isMap() && !isValue(value) ? Part::parameters : Part::atom;
    case Part::words:
    case Part::send:
    case Part::output:
    case Part::atom:
        return Part::atom;
    }
    return Part::atom;
}

bool isValue(const Datum& datum) {
    return datum.isMap() && (datum.find("is") || datum.find("add") || datum.find("points"));
}

bool isAddition(const Datum& datum) { return datum.isMap() && datum.find("add") && !datum.find("is"); }

Datum writtenOut(Part part, const Datum& datum) {
    auto wrapped = [&](const std::string& word, Datum value) {
        Datum map = Datum::map({{word, std::move(value)}});
        map.place = map.entries[0].first.place = datum.place;
        return map;
    };
    Datum nothing = Datum::map({});
    nothing.place = datum.place;
    if (part == Part::send && (datum.isScalar() || isValue(datum))) return wrapped("level", datum);
    if (part == Part::output && datum.isScalar()) return wrapped("from", datum);
    if (part == Part::source && datum.isScalar()) return wrapped("file", datum);
    if (part == Part::source && datum.isMap() && datum.entries.size() == 1) { // {input: 1}
        const auto& [type, channels] = datum.entries[0];
        if (type.name != "input" || !(channels.isScalar() || channels.isList())) return datum;
        Datum map = datum;
        map.entries[0].second = Datum::map({{"channels", channels}});
        Datum& arguments = map.entries[0].second;
        arguments.place = arguments.entries[0].first.place = channels.place;
        return map;
    }
    if (part == Part::entry && datum.isScalar()) return wrapped(datum.scalar, nothing);
    if (part == Part::from && (datum.isScalar() || datum.isList())) {
        Datum map = nothing;
        for (const Datum& name : datum.isList() ? datum.list : std::vector<Datum>{datum}) {
            if (!name.isScalar()) return datum; // a mistake, told by whoever reads it
            Datum none = Datum::map({});
            none.place = name.place;
            map.entries.push_back({{name.scalar, name.place}, std::move(none)});
        }
        return map;
    }
    return datum;
}

const Datum::Entry* typeIn(const Datum& map) {
    // A parameter may be called like a type (gain), but is never set to a map of parameters.
    for (const Datum::Entry& entry : map.entries) {
        const Datum& value = lastOf(entry.second);
        bool arguments = (value.isMap() && !isValue(value)) || value.kind == Datum::Kind::none;
        if (arguments && Registry::instance().find(entry.first.name)) return &entry;
    }
    return nullptr;
}

bool isEntryWord(std::string_view word) { return word == "id" || isWord(Owner::edit, word); }

}
