// A graph as sorted lines of text, for tests that compare two or look for one wire.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/mix.h"
#include <algorithm>

namespace stemwright {

/// Every node with all its parameters, such as `vox.gain: gain gain=-3 dB`.
inline std::vector<std::string> nodesOf(const Graph& graph) {
    std::vector<std::string> lines;
    for (const Graph::Vertex& v : graph.vertices) {
        std::string line = v.name + ": " + v.type->name;
        for (const Parameter* p : v.node->parameters()) line += " " + p->name + "=" + p->asWritten();
        for (const RecordsBase* records : v.node->records())
            for (const std::string& name : records->recordNames()) line += " " + records->name + "." + name;
        lines.push_back(line + " seed=" + std::to_string(v.node->seed()));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// Every wire, such as `vox.pan -> plate.in -14 dB`, with its level or depth where it has one.
inline std::vector<std::string> wiresOf(const Graph& graph) {
    std::vector<std::string> lines;
    for (const Wire& wire : graph.wires) {
        std::string line = address(graph, wire.from) + " -> " + address(graph, wire.to);
        if (wire.to.number >= 0)
            line += " " + formatQuantity(wire.depth, Unit::none);
        else if (wire.level.curve || wire.level.constant != 0)
            line += " " + formatValue(wire.level, Unit::dB);
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

inline const Number& numberOf(const Graph& graph, const std::string& vertex, const std::string& name) {
    for (const Number* number : graph.vertices.at(size_t(graph.find(vertex))).node->numbers())
        if (number->name == name) return *number;
    throw Error(vertex + " has no number " + name);
}

/// What loading `text` complains about; "" where nothing is wrong.
inline std::string complaints(const std::string& text, const Selection& selection = {}) {
    try {
        readMix(text, "mix.yaml", selection);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

}
