// Schemas of what nodes declare: parameters, records and further inputs.
// SPDX-License-Identifier: MIT
#include "framework/document/schema_parts.h"
#include "framework/node/file_defined_node.h"
#include <nlohmann/json.hpp>

namespace stemwright::schemas {

namespace {

// Without what only parameters have: help, default.
Json formOf(const Parameter& parameter) {
    if (auto* number = dynamic_cast<const Number*>(&parameter))
        return schemas::number(number->limits, Movement::automated);
    if (auto* fixed = dynamic_cast<const Fixed*>(&parameter))
        return schemas::number(fixed->limits, Movement::fixed);
    if (auto* choice = dynamic_cast<const Choice*>(&parameter)) return valued(oneOf(choice->words));
    if (dynamic_cast<const Table*>(&parameter)) {
        Json row = oneOrMore(quantity(Unit::none));
        return valued({{"anyOf", {row, {{"type", "array"}, {"items", row}}}}});
    }
    return text();
}

// Words are listed by the schema itself.
std::string rangeOf(const Parameter& parameter) {
    std::string range = parameter.kind() == "choice" ? "" : parameter.range();
    return dynamic_cast<const Fixed*>(&parameter) ? range + ", never moves" : range;
}

Json ofParameter(const Parameter& parameter) {
    std::string initial = parameter.kind() == "table" ? "" : parameter.initial();
    return described(formOf(parameter), parameter.name.substr(parameter.name.rfind('.') + 1), parameter.help,
                     rangeOf(parameter), initial.starts_with("inf") ? "" : initial);
}

// Names of what is defined: "compressor.ratio".
std::string definitionOf(const Type& type, const std::string& name) { return type.name + "." + name; }

}

Json ofParameter(std::string_view address, const Word& word) {
    size_t dot = address.find('.');
    auto node = Registry::instance().find(address.substr(0, dot))->describe();
    for (const Parameter* p : node->parameters())
        if (p->name == address.substr(dot + 1))
            return described(formOf(*p), std::string(word.name), std::string(word.help), rangeOf(*p),
                             p->initial());
    return {};
}

Json parameters(const Sample& sample, const std::string& within) {
    Json properties = Json::object();
    std::string prefix = within.empty() ? "" : within + ".NAME.";
    auto add = [&](const std::string& name) {
        if (name.starts_with(prefix) && name.find('.', prefix.size()) == name.npos)
            properties[name.substr(prefix.size())] = reference(definitionOf(*sample.type, name));
    };
    for (const Parameter* p : sample.node->parameters()) add(p->name);
    for (const RecordsBase* records : sample.node->records()) add(records->name);
    for (const AudioIn* port : sample.node->inputs())
        if (port->index > 0) add(port->name);
    return properties;
}

Json arguments(const Type& type) { return reference("node-" + type.name); }

void defineParameters(Json& definitions, const std::vector<Sample>& samples) {
    for (const Sample& sample : samples) {
        const auto& [type, node] = sample;
        for (const Parameter* p : node->parameters())
            definitions[definitionOf(*type, p->name)] = ofParameter(*p);
        for (const RecordsBase* records : node->records()) {
            Json map = reasonedObject(Json::object());
            map["additionalProperties"] = anyOf({reasonedObject(parameters(sample, records->name))});
            definitions[definitionOf(*type, records->name)] =
                described(anyOf({map}), records->name, records->help);
        }
        for (const AudioIn* port : node->inputs())
            if (port->index > 0)
                definitions[definitionOf(*type, port->name)] = described(name(), port->name, port->help);
        Json own = reasonedObject(parameters(sample));
        if (isUpToAFile(*node)) own["additionalProperties"] = true;
        definitions["node-" + type->name] = described(anyOf({own}), type->name, type->help);
    }
}

bool isUpToAFile(const Node& node) { return dynamic_cast<const FileDefinedNode*>(&node); }

Place placeOf(const Node& node) {
    bool hears = !node.inputs().empty() || !node.inputArrays().empty();
    return node.outputs().empty() ? Place::elsewhere : hears ? Place::chain : Place::source;
}

}
