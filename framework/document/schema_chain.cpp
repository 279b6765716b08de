// Schemas of chains, nodes and sources: where the types of nodes stand.
// SPDX-License-Identifier: MIT
#include "framework/document/schema_parts.h"
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

namespace stemwright::schemas {

namespace {

using Samples = std::vector<const Sample*>;

// All are references. A parameter may be called like a type, or like another type's: any of them is right
// then.
void add(Json& properties, const Json& more) {
    for (const auto& [name, schema] : more.items()) {
        Json& there = properties[name];
        if (there.is_null())
            there = schema;
        else if (there.contains("anyOf"))
            there["anyOf"].push_back(schema);
        else
            there = {{"anyOf", {there, schema}}};
    }
}

// `compressor: {...}` for each of these types.
Json withArguments(const Samples& types) {
    Json properties = Json::object();
    for (const Sample* sample : types) properties[sample->type->name] = arguments(*sample->type);
    return properties;
}

// `lfo` alone, with everything at its default.
Json named(const Samples& types) {
    Json names = Json::array(), help = Json::array();
    for (const Sample* sample : types) {
        names.push_back(sample->type->name);
        help.push_back(sample->type->help);
    }
    return {{"enum", names}, {"enumDescriptions", help}};
}

// The same in a list. No enum: editors would mix its words up with the keys that begin there.
Json namedInList(const Samples& types) {
    std::string names;
    for (const Sample* sample : types) names += (names.empty() ? "" : "|") + sample->type->name;
    return {{"type", "string"},
            {"pattern", "^(" + names + ")$"},
            {"patternErrorMessage", "there is no such node, or none that passes sound on"}};
}

// What may stand under the name of an entry or of a node: a type with arguments, or only parameters of the
// type that a lower layer gave it.
Json change(const Samples& types, Json properties) {
    add(properties, withArguments(types));
    for (const Sample* d : types) add(properties, parameters(*d));
    return anyOf({named(types), object(std::move(properties))});
}

// The same under a name that says which type is meant.
Json changeOf(const Sample& meant) {
    Json own = words(Owner::edit);
    add(own, parameters(meant));
    add(own, withArguments({&meant}));
    Json whole = object(std::move(own));
    if (isUpToAFile(*meant.node)) whole["additionalProperties"] = true;
    Json changed = anyOf({whole, reference("other")});
    return described(changed, meant.type->name, meant.type->help);
}

}

void defineChains(Json& definitions, const std::vector<Sample>& samples) {
    auto those = [&](const std::function<bool(const Sample&)>& wanted) {
        Samples found;
        for (const Sample& d : samples)
            if (wanted(d)) found.push_back(&d);
        return found;
    };
    auto inChains = those([](const Sample& d) { return placeOf(*d.node) == Place::chain; });
    auto makers = those([](const Sample& d) { return placeOf(*d.node) == Place::source; });
    auto any = those([](const Sample&) { return true; });
    Json entry = words(Owner::entry);
    add(entry, withArguments(inChains));
    definitions["entry"] = {{"anyOf", {object(entry), namedInList(inChains)}}};
    definitions["edit"] = change(inChains, words(Owner::edit));
    Json other = words(Owner::edit);
    add(other, withArguments(inChains));
    definitions["other"] = {{"anyOf", {named(inChains), object(other)}}};
    Json edits = words(Owner::edits);
    for (const Sample* d : inChains) edits[d->type->name] = changeOf(*d);
    Json map = reasonedObject(edits);
    map["additionalProperties"] = reference("edit");
    definitions["chain"] = {{"anyOf", {{{"type", "array"}, {"items", reference("entry")}}, map}}};

    definitions["node"] = change(any, words(Owner::value));

    // A file is a source of its own accord; other nodes that make sound are named.
    const Sample* file = nullptr;
    for (const Sample* d : makers)
        if (d->type->name == "file") file = d;
    Json source = parameters(*file), clip = parameters(*file, file->node->records()[0]->name);
    std::erase(makers, file);
    add(source, withArguments(makers));
    // Channels of a device may stand for all that is said of it.
    Json channel{{"type", "integer"}, {"minimum", 1}};
    add(source, {{"input", {{"anyOf", {channel, {{"type", "array"}, {"items", channel}}}}}}});
    Json clips{{"type", "array"}, {"items", {{"anyOf", {text(), reasonedObject(clip)}}}}, {"minItems", 1}};
    definitions["source"] = {{"anyOf", {text(), clips, reasonedObject(source)}}};
}

}
