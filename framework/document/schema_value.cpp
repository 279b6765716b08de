// Schemas of single values: quantities, texts, choices, and what may stand for them.
// SPDX-License-Identifier: MIT
#include "framework/document/schema_parts.h"
#include <cmath>
#include <nlohmann/json.hpp>

namespace stemwright::schemas {

namespace {

constexpr Unit units[] = {Unit::none, Unit::dB, Unit::dBTP,    Unit::LUFS,    Unit::LU,  Unit::Hz,
                          Unit::ms,   Unit::s,  Unit::samples, Unit::percent, Unit::bpm, Unit::octaves};

// Names of definitions are part of addresses, where a percent sign means something else.
std::string nameOf(Unit unit) {
    return unit == Unit::none ? "plain" : unit == Unit::percent ? "percent" : std::string(symbol(unit));
}

std::string definitionOf(Unit unit, Movement movement) {
    return (movement == Movement::automated ? "moving-" : "fixed-") + nameOf(unit);
}

// `own` words stand for the scalar itself, `add` only for a number.
Json wordsOfValue(const Json& scalar, bool isNumber) {
    Json properties = Json::object();
    for (const auto& [name, help, form] : vocabulary(Owner::value))
        if (!standsAlone(form) && (isNumber || name != "add"))
            properties[std::string(name)] = described(scalar, std::string(name), std::string(help));
    properties.update(words(Owner::value));
    return properties;
}

Json points(Unit unit) {
    Json shape;
    for (const Word& word : vocabulary(Owner::automation))
        if (word.form.kind == Form::Kind::choice)
            shape = oneOf({word.form.choices.begin(), word.form.choices.end()});
    Json point{{"type", "array"},
               {"items", {quantity(Unit::s), quantity(unit), shape}},
               {"minItems", 2},
               {"maxItems", 3}};
    return {{"type", "array"}, {"items", point}, {"minItems", 1}};
}

}

Json reference(const std::string& definition) { return {{"$ref", "#/definitions/" + definition}}; }

Json object(Json properties) {
    properties.update(words(Owner::anything));
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

Json reasonedObject(Json properties) {
    properties.update(words(Owner::value));
    return object(std::move(properties));
}

Json anyOf(std::vector<Json> alternatives) {
    alternatives.push_back({{"type", "null"}});
    return {{"anyOf", std::move(alternatives)}};
}

Json valued(const Json& scalar) { return anyOf({scalar, object(wordsOfValue(scalar, false))}); }

Json text() { return reference("text"); }
Json name() { return reference("name"); }
Json answer() { return reference("answer"); }

Json oneOf(const std::vector<std::string>& words) {
    Json values = Json::array();
    std::string inQuotes;
    for (const std::string& word : words) {
        Json value = Json::parse(word, nullptr, false);
        bool plain = value.is_discarded() || value.is_string();
        values.push_back(plain ? Json(word) : value);
        if (plain) continue;
        for (char c : word) inQuotes += c == '.' ? "[.]" : std::string(1, c);
        inQuotes += "|";
    }
    if (inQuotes.empty()) return {{"enum", values}};
    inQuotes.pop_back();
    return {{"anyOf", {{{"enum", values}}, {{"type", "string"}, {"pattern", "^(" + inQuotes + ")$"}}}}};
}

Json oneOrMore(const Json& element) {
    Json elements{{"anyOf", {element, reference("included")}}};
    return anyOf({element, {{"type", "array"}, {"items", elements}}});
}

Json quantity(Unit unit) {
    return {{"type", {"number", "string"}},
            {"pattern", patternOf(unit)},
            {"patternErrorMessage", "write " + std::string(examplesOf(unit))}};
}

Json number(const Range& limits, Movement movement) {
    Json scalar = quantity(limits.unit); // a bare number is in the parameter's own unit
    if (std::isfinite(limits.min)) scalar["minimum"] = limits.min;
    if (std::isfinite(limits.max)) scalar["maximum"] = limits.max;
    return {{"anyOf", {scalar, reference(definitionOf(limits.unit, movement))}}};
}

void defineValues(Json& definitions) {
    Json free{{"type", {"string", "number"}}}, word = free;
    word["pattern"] = R"(^\S+$)";
    definitions["text"] = valued(free);
    definitions["name"] = valued(word);
    definitions["answer"] = valued(oneOf({"yes", "no", "true", "false", "on", "off"}));
    definitions["included"] = object(Json::object());
    for (Unit unit : units) {
        Json properties = wordsOfValue(quantity(unit), true);
        definitions[definitionOf(unit, Movement::fixed)] = anyOf({object(properties)});
        for (const auto& [name, help, form] : vocabulary(Owner::automation))
            if (!standsAlone(form))
                properties[std::string(name)] = described(points(unit), std::string(name), std::string(help));
        properties.update(words(Owner::automation));
        definitions[definitionOf(unit, Movement::automated)] = anyOf({object(properties)});
    }
}

Json described(Json schema, const std::string& name, const std::string& help, const std::string& range,
               const std::string& initial) {
    if (schema.contains("$ref")) schema = {{"anyOf", Json::array({schema})}};
    std::string more = range;
    if (!initial.empty()) more += (more.empty() ? "" : "; ") + ("default " + initial);
    schema["description"] = help + (more.empty() ? "" : " (" + more + ")");
    std::string marked = "**" + name + "**: " + help;
    if (!range.empty()) marked += "\n\n" + range;
    if (!initial.empty()) marked += (range.empty() ? "\n\n" : "; ") + ("default `" + initial + "`");
    schema["markdownDescription"] = marked;
    if (initial.empty()) return schema;
    Json plain = Json::parse(initial, nullptr, false); // as YAML reads it: 2 is a number, 2 dB is not
    schema["default"] = plain.is_number() ? plain : Json(initial);
    return schema;
}

}
