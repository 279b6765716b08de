// Schemas of the words of the language and of the maps that they stand in.
// SPDX-License-Identifier: MIT
#include "framework/document/schema_parts.h"
#include <map>
#include <nlohmann/json.hpp>

namespace stemwright::schemas {

namespace {

struct Name {
    std::string name, help; ///< help for those that stand under names of their own
};
const std::map<Owner, Name> names{
    {Owner::anything, {"anything", ""}},
    {Owner::mix, {"mix", ""}},
    {Owner::session, {"session", ""}},
    {Owner::track, {"track", "a strip with a source"}},
    {Owner::bus, {"bus", "a strip that hears other strips"}},
    {Owner::master, {"master", ""}},
    {Owner::pattern, {"template", "words for strips that say like: NAME"}},
    {Owner::group, {"group", "faders that move together"}},
    {Owner::entry, {"entry", ""}},
    {Owner::edit, {"edit", ""}},
    {Owner::edits, {"edits", ""}},
    {Owner::send, {"send", "a level, or {level: -20 dB, tap: pre}"}},
    {Owner::wire, {"wire", "{level: -3 dB} for sound, {depth: 0.2} for control, or {}"}},
    {Owner::output, {"output", "what it hears, or {from: master, loudness: -14 LUFS}"}},
    {Owner::value, {"value", ""}},
    {Owner::automation, {"automation", ""}},
    {Owner::expect, {"expect", ""}},
    {Owner::midi, {"midi", ""}},
    {Owner::binding, {"binding", "a key, fader or knob, and what it does: {controller: 7, moves: vox.gain}"}},
    {Owner::limits, {"limits", ""}}};

// The word that a map stands for where only its value is written: `-14 dB` is `{level: -14 dB}`.
const std::map<Owner, std::string_view> shortForms{{Owner::send, "level"}, {Owner::output, "from"}};

// `[[1|1, VALUE], ...]`
Json changes(const Json& value) {
    Json position{
        {"type", "string"}, {"pattern", "^[0-9]+[|][0-9.]+$"}, {"patternErrorMessage", "write 17|1"}};
    Json change{{"type", "array"}, {"items", {position, value}}, {"minItems", 2}, {"maxItems", 2}};
    return anyOf({value, {{"type", "array"}, {"items", change}, {"minItems", 1}}});
}

Json meter() {
    return {{"type", "string"}, {"pattern", "^[0-9]+/[0-9]+$"}, {"patternErrorMessage", "write 4/4"}};
}

Json limits(const Form& form) {
    Json properties = Json::object();
    for (const auto& [word, help, kind] : vocabulary(Owner::limits))
        if (!standsAlone(kind)) {
            Unit unit = kind.kind == Form::Kind::own ? form.unit : form.difference;
            properties[std::string(word)] =
                described(number({0, -unbounded, unbounded, unit}, Movement::fixed), std::string(word),
                          std::string(help));
        }
    properties.update(words(Owner::limits));
    return anyOf({quantity(form.unit), object(std::move(properties))});
}

// What mistakeInName() allows; further inputs and channels are in brackets.
std::string patternOfNames(Owner owner) {
    if (owner == Owner::wire) return "->|^include$";
    if (owner == Owner::send) return R"(^\S+$)";
    if (owner == Owner::anything) return R"(^[^\s\[\]{}/]+$)"; // nodes
    return R"(^[^\s\[\]{}/.]+$)";
}

// What an editor offers to begin with.
Json beginning(Owner owner) {
    if (owner == Owner::track)
        return {{"${1:name}",
                 {{"source", "${2:stems/name.wav}"}, {"chain", Json::array({"$3"})}, {"gain", "0 dB"}}}};
    if (owner == Owner::bus) return {{"${1:name}", {{"chain", Json::array({"$2"})}, {"gain", "0 dB"}}}};
    return nullptr;
}

Json byName(const Json& element, Owner owner) {
    Json map = object(Json::object());
    map["additionalProperties"] = element;
    map["propertyNames"] = {{"title", "NAME"}, {"pattern", patternOfNames(owner)}};
    if (Json body = beginning(owner); !body.is_null())
        map["defaultSnippets"] =
            Json::array({{{"label", "another " + names.at(owner).name}, {"body", body}}});
    return anyOf({map});
}

Json formOf(const Form& form) {
    using Kind = Form::Kind;
    switch (form.kind) {
    case Kind::version:
        return {{"enum", {1, "1"}}};
    case Kind::whole:
        return valued(
            {{"anyOf",
              {{{"type", "integer"}, {"minimum", 0}}, {{"type", "string"}, {"pattern", "^[0-9]+$"}}}}});
    case Kind::moving:
        return number({0, -unbounded, unbounded, form.unit}, Movement::automated);
    case Kind::fixed:
        return number({0, -unbounded, unbounded, form.unit}, Movement::fixed);
    case Kind::answer:
        return answer();
    case Kind::choice:
        return valued(oneOf({form.choices.begin(), form.choices.end()}));
    case Kind::name:
        return name();
    case Kind::names:
        return oneOrMore(name());
    case Kind::files:
        return anyOf({text(), {{"type", "array"}, {"items", text()}, {"minItems", 1}}});
    case Kind::map:
        return anyOf({reference(definitionOf(form.owner))});
    case Kind::maps:
        return byName(reference(definitionOf(form.owner)), form.owner);
    case Kind::limits:
        return limits(form);
    case Kind::changes:
        return changes(quantity(form.unit));
    case Kind::meters:
        return changes(meter());
    case Kind::from:
        return anyOf({oneOrMore(name()), byName(reference(definitionOf(Owner::send)), Owner::send)});
    case Kind::source:
        return anyOf({reference("source")});
    case Kind::chain:
        return anyOf({reference("chain")});
    case Kind::nodes:
        return byName(reference("node"), Owner::anything);
    case Kind::text:
    case Kind::parameter:
    case Kind::own:
    case Kind::distance:
    case Kind::points:
        break;
    }
    return text();
}

Json ofWord(const Word& word) {
    if (word.form.kind == Form::Kind::parameter) return ofParameter(word.form.same, word);
    return described(formOf(word.form), std::string(word.name), std::string(word.help));
}

Json mapOf(Owner owner) {
    Json map = object(words(owner));
    // Words of the first output, or outputs by name with their words.
    if (owner == Owner::expect) map["additionalProperties"] = anyOf({object(words(owner))});
    std::vector<Json> alternatives;
    if (auto whole = shortForms.find(owner); whole != shortForms.end())
        for (const Word& word : vocabulary(owner))
            if (word.name == whole->second) alternatives.push_back(formOf(word.form));
    alternatives.push_back(map);
    const auto& [name, help] = names.at(owner);
    return help.empty() ? anyOf(std::move(alternatives))
                        : described(anyOf(std::move(alternatives)), name, help);
}

}

std::string definitionOf(Owner owner, std::string_view word) {
    return names.at(owner).name + (word.empty() ? "" : ".") + std::string(word);
}

bool standsAlone(const Form& form) {
    using Kind = Form::Kind;
    return form.kind != Kind::own && form.kind != Kind::distance && form.kind != Kind::points;
}

Json words(Owner owner) {
    Json properties = Json::object();
    for (const auto& [name, help, form] : vocabulary(owner))
        if (standsAlone(form)) properties[std::string(name)] = reference(definitionOf(owner, name));
    return properties;
}

void defineWords(Json& definitions) {
    for (const auto& [owner, _] : names)
        for (const Word& word : vocabulary(owner)) {
            if (!standsAlone(word.form)) continue;
            definitions[definitionOf(owner, word.name)] = ofWord(word);
            bool isMap = word.form.kind == Form::Kind::map || word.form.kind == Form::Kind::maps;
            if (isMap) definitions[definitionOf(word.form.owner)] = mapOf(word.form.owner);
        }
}
}
