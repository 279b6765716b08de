// Spells out nodes, wires and outputs.
// SPDX-License-Identifier: MIT
#include "framework/document/expand.h"
#include "framework/document/file_name.h"
#include "framework/document/yaml_text.h"

namespace stemwright {

namespace {

// What a parameter is set to, or "" where that need not be said.
std::string written(const Parameter& parameter, const std::string& folder) {
    std::string text = parameter.asWritten();
    if (auto* fixed = dynamic_cast<const Fixed*>(&parameter)) return fixed->given() ? text : "";
    if (text == parameter.initial()) return "";
    if (dynamic_cast<const File*>(&parameter)) return yamlText(fileName(text, folder));
    bool isValue = dynamic_cast<const Number*>(&parameter) || dynamic_cast<const Table*>(&parameter);
    return isValue ? text : yamlText(text);
}

// The parameters whose names are `prefix` and one word: "freq: 80 Hz, q: 2".
std::string parameters(const Node& node, const std::string& prefix, const std::string& folder) {
    std::string text;
    for (const Parameter* p : node.parameters()) {
        if (!p->name.starts_with(prefix)) continue;
        std::string word = p->name.substr(prefix.size());
        if (word.find('.') != word.npos) continue;
        std::string value = written(*p, folder);
        if (!value.empty()) text += (text.empty() ? "" : ", ") + word + ": " + value;
    }
    return text;
}

std::string arguments(const Node& node, const std::string& folder) {
    std::string text = parameters(node, "", folder);
    for (const RecordsBase* records : node.records()) {
        std::string inner;
        for (const std::string& name : records->recordNames())
            inner += (inner.empty() ? "" : ", ") + yamlText(name) + ": {" +
                     parameters(node, name + ".", folder) + "}";
        if (!inner.empty()) text += (text.empty() ? "" : ", ") + records->name + ": {" + inner + "}";
    }
    return text;
}

std::string session(const Mix& mix) {
    auto list = [](const char* word, const std::vector<std::string>& changes) {
        std::string text;
        for (const std::string& change : changes) text += (text.empty() ? "" : ", ") + change;
        return text.empty() ? "" : std::string("  ") + word + ": [" + text + "]\n";
    };
    const Graph& graph = mix.graph;
    std::string text = "session:\n  rate: " + formatQuantity(graph.timeline.rate, Unit::Hz) + "\n";
    text += list("meter", mix.session.meters) + list("tempo", mix.session.tempos);
    if (graph.length >= 0) text += "  length: " + formatQuantity(graph.length, Unit::samples) + "\n";
    text += "  layout: " + std::string(wordOf(mix.session.layout)) + "\n";
    return text + "  seed: " + std::to_string(graph.seed) + "\n";
}

std::string target(const Mix& mix, const Output& output) {
    for (const LoudnessTarget& t : mix.targets)
        if (t.output == output.name)
            return ", loudness: " + formatQuantity(t.loudness, Unit::LUFS) +
                   (t.ceiling ? ", ceiling: " + formatQuantity(*t.ceiling, Unit::dBTP) : "");
    return "";
}

std::string options(const Wire& wire) {
    if (wire.to.number >= 0) return wire.depth == 1 ? "" : "depth: " + formatQuantity(wire.depth, Unit::none);
    bool plain = !wire.level.curve && wire.level.constant == 0;
    return plain ? "" : "level: " + formatValue(wire.level, Unit::dB);
}

}

std::string expand(const Mix& mix, const std::string& folder) {
    const Graph& graph = mix.graph;
    std::string text = "stemwright: 1\n";
    if (!mix.title.empty()) text += "title: " + yamlText(mix.title) + "\n";
    if (!mix.about.empty()) text += "about: " + yamlText(mix.about) + "\n";
    text += "\n" + session(mix);

    std::vector<const Output*> outputAt(graph.vertices.size());
    for (const Output& output : graph.outputs) outputAt[output.vertex] = &output;
    text += "\nnodes:\n";
    for (size_t v = 0; v < graph.vertices.size(); ++v)
        if (const Graph::Vertex& vertex = graph.vertices[v]; !outputAt[v])
            text += "  " + yamlText(vertex.name) + ": {" + vertex.type->name + ": {" +
                    arguments(*vertex.node, folder) + "}}\n";

    std::string wires, outputs;
    for (const Wire& wire : graph.wires) {
        std::string from = address(graph, wire.from);
        if (const Output*& output = outputAt[wire.to.vertex]) {
            // An output is made with the wire that `from` asks for; it may have more.
            outputs +=
                "  " + yamlText(output->name) + ": {from: " + yamlText(from) + target(mix, *output) + "}\n";
            output = nullptr;
        } else
            wires += "  " + yamlText(from + " -> " + address(graph, wire.to)) + ": {" + options(wire) + "}\n";
    }
    if (!wires.empty()) text += "\nwires:\n" + wires;
    text += "\noutputs:\n" + outputs;

    std::string expected;
    for (const Output& output : graph.outputs) {
        std::string inner;
        for (const Expectation& e : mix.expectations)
            if (e.output == output.name) inner += "    " + e.what + ": " + e.written + "\n";
        if (!inner.empty()) expected += "  " + yamlText(output.name) + ":\n" + inner;
    }
    return text + (expected.empty() ? "" : "\nexpect:\n" + expected);
}

std::string expand(const Mix& mix) { return expand(mix, mix.graph.folder); }

}
