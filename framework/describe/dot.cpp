// Writes vertices, boxes around strips, and wires.
// SPDX-License-Identifier: MIT
#include "framework/describe/dot.h"
#include <algorithm>
#include <cmath>
#include <map>

namespace stemwright {

namespace {

std::string quoted(const std::string& text) {
    std::string safe = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') safe += '\\';
        if (c == '\n')
            safe += "\\n";
        else if (uint8_t(c) >= 32)
            safe += c;
    }
    return safe + "\"";
}

// Text for people inside of markup.
std::string markup(const std::string& text) {
    std::string safe;
    for (char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (uint8_t(c) >= 32)
            safe += c;
    }
    return safe;
}

// Pale, so that black text is read on it; told apart with two kinds of colour blindness (after Tol's
// pastels).
std::string colour(const std::string& family) {
    static const std::map<std::string, std::string> colours{
        {"input", "#BBCCEE"},      {"output", "#BBCCEE"},     {"level", "#F2F2F2"},
        {"filter", "#CCEEFF"},     {"dynamics", "#FFCCCC"},   {"delay", "#CCDDAA"},
        {"space", "#CCDDAA"},      {"distortion", "#FFE0B3"}, {"spectrum", "#CCEEFF"},
        {"modulation", "#EEEEBB"}, {"analysis", "#EEEEBB"},   {"neural", "#E4CCEE"},
        {"script", "#E4CCEE"}};
    auto found = colours.find(family);
    return found == colours.end() ? "#FFFFFF" : found->second;
}

std::string rounded(double value, double digits, Unit unit) {
    return formatQuantity(std::isfinite(value) ? std::round(value * digits) / digits : value, unit);
}

std::string stripOf(const std::string& name) { return name.substr(0, std::min(name.find('.'), name.size())); }

class Writer {
  public:
    explicit Writer(const Plan& plan) : plan_(plan), graph_(plan.graph) {}

    std::string write(const std::string& title) {
        text_ = "digraph mix {\n"
                "  graph [rankdir=LR, ranksep=0.45, nodesep=0.18, fontname=\"Helvetica\", fontsize=13, "
                "labeljust=l, "
                "bgcolor=\"#FFFFFF\", pad=0.3";
        if (!title.empty()) text_ += ", labelloc=t, label=" + quoted(title);
        text_ += "]\n"
                 "  node [shape=box, style=\"filled,rounded\", color=\"#555555\", fontname=\"Helvetica\", "
                 "fontsize=11, "
                 "height=0.3, margin=\"0.12,0.05\"]\n"
                 "  edge [color=\"#333333\", arrowsize=0.6, fontname=\"Helvetica\", fontsize=9, "
                 "fontcolor=\"#333333\"]\n";
        std::vector<std::string> order;
        std::map<std::string, std::vector<size_t>> strips;
        for (size_t v = 0; v < graph_.vertices.size(); ++v) {
            auto& members = strips[stripOf(graph_.vertices[v].name)];
            if (members.empty()) order.push_back(stripOf(graph_.vertices[v].name));
            members.push_back(v);
        }
        for (const std::string& strip : order) addStrip(strip, strips[strip]);
        for (const Wire& wire : graph_.wires) addWire(wire);
        return text_ + "}\n";
    }

  private:
    void addStrip(const std::string& strip, const std::vector<size_t>& members) {
        bool boxed = members.size() > 1 && strip != "outputs";
        if (boxed)
            text_ += "  subgraph " + quoted("cluster_" + strip) + " {\n    label=" + quoted(strip) +
                     "; style=\"rounded,filled\"; color=\"#BBBBBB\"; fillcolor=" +
                     (strip == "master" ? "\"#F0F4FA\"" : "\"#FAFAFA\"") + "\n";
        for (size_t v : members) addVertex(v, boxed ? "    " : "  ", boxed ? strip.size() + 1 : 0);
        if (boxed) text_ += "  }\n";
    }

    void addVertex(size_t v, const std::string& indent, size_t prefix) {
        const Graph::Vertex& vertex = graph_.vertices[v];
        std::string name = vertex.name.substr(std::min(prefix, vertex.name.size()));
        if (name.empty()) name = vertex.name;
        std::string label = markup(name), notes, shape;
        if (name != vertex.type->name) notes = vertex.type->name;
        if (vertex.type->name == "output") {
            notes.clear();
            shape = ", shape=cds, margin=\"0.2,0.08\"";
            label = "<B>" + markup(name.substr(name.find('.') + 1)) + "</B>";
        }
        if (int latency = vertex.node->latency(); latency > 0)
            notes += (notes.empty() ? "" : ", ") + std::string("+") +
                     rounded(latency / graph_.timeline.rate * 1e3, 100, Unit::ms);
        for (const PlannedOutput& output : plan_.outputs)
            if (output.vertex == int(v) && output.latency > 0)
                notes += rounded(output.latency / graph_.timeline.rate * 1e3, 100, Unit::ms) + " late";
        if (!notes.empty())
            label += "<BR/><FONT POINT-SIZE=\"8\" COLOR=\"#555555\">" + markup(notes) + "</FONT>";
        text_ += indent + quoted(vertex.name) + " [label=<" + label + ">, fillcolor=\"" +
                 colour(vertex.type->family) + "\"" + shape + "]\n";
    }

    void addWire(const Wire& wire) {
        const Graph::Vertex &from = graph_.vertices[size_t(wire.from.vertex)],
                            &to = graph_.vertices[size_t(wire.to.vertex)];
        std::string label, style;
        auto note = [&](const std::string& text) { label += (label.empty() ? "" : " ") + text; };
        if (wire.from.channel >= 0) note("[" + std::to_string(wire.from.channel + 1) + "]");
        if (wire.from.sound > 0) note(from.node->outputs()[size_t(wire.from.sound)]->name);
        if (wire.to.number >= 0) {
            style = ", style=dotted, color=\"#AA6600\", fontcolor=\"#AA6600\", constraint=false";
            if (from.node->controls().size() > 1)
                note(from.node->controls()[size_t(wire.from.control)]->name);
            note(to.node->numbers()[size_t(wire.to.number)]->name);
        } else {
            if (wire.level.curve)
                note("automated");
            else if (wire.level.constant != 0)
                note(rounded(wire.level.constant, 100, Unit::dB));
            // Inputs beside the first are keys; those of an array are all alike.
            if (wire.to.input > 0 && to.node->inputArrays().empty()) {
                style = ", style=dashed, color=\"#0066AA\", fontcolor=\"#0066AA\"";
                note(to.node->inputs()[size_t(wire.to.input)]->name);
            }
        }
        text_ +=
            "  " + quoted(from.name) + " -> " + quoted(to.name) + " [label=" + quoted(label) + style + "]\n";
    }

    const Plan& plan_;
    const Graph& graph_;
    std::string text_;
};

}

std::string dot(const Plan& plan, const std::string& title) { return Writer(plan).write(title); }

}
