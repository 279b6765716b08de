// Walks through the nodes, and through the levels that the document names.
// SPDX-License-Identifier: MIT
#include "framework/control/faders.h"
#include "framework/document/settings.h"
#include "framework/document/vocabulary.h"
#include <algorithm>

namespace stemwright {

namespace {

constexpr Range wireLevel{0, -unbounded, 40, Unit::dB};

std::shared_ptr<const Curve> curveOf(const Value& value, Unit unit) {
    std::vector<Curve::Point> points{{0, value.constant, Shape::hold}};
    if (value.curve) points = value.curve->points();
    return std::make_shared<Curve>(std::move(points), unit);
}

class Faders {
  public:
    Faders(Graph& graph, const Datum& document) : graph_(graph) {
        for (const auto& [section, strips] : document.entries)
            if (section.name == "tracks" || section.name == "buses")
                for (const auto& [strip, _] : strips.entries) strips_.push_back(strip.name);
            else if (section.name == "master")
                strips_.push_back(section.name);
        for (const Graph::Vertex& vertex : graph.vertices) addNumbers(vertex);
        for (size_t w = 0; w < graph.wires.size(); ++w)
            if (const Wire& wire = graph.wires[w]; wire.to.input >= 0)
                wires_.insert({{wire.place.line, wire.place.column}, w});
        for (const Setting& setting : settingsOf(document)) addLevel(setting);
        std::sort(all.begin(), all.end(),
                  [](const Fader& a, const Fader& b) { return a.address < b.address; });
    }

    std::vector<Fader> all;

  private:
    // The words of a strip are nodes with one number.
    bool isWordOfStrip(const std::string& name) const {
        size_t dot = name.rfind('.');
        return dot != name.npos &&
               std::find(strips_.begin(), strips_.end(), name.substr(0, dot)) != strips_.end() &&
               isWord(Owner::track, name.substr(dot + 1));
    }

    void addNumbers(const Graph::Vertex& vertex) {
        if (vertex.name.starts_with("outputs.")) return;
        const auto& numbers = vertex.node->numbers();
        bool word = numbers.size() == 1 && isWordOfStrip(vertex.name);
        for (Number* number : numbers) {
            Fader fader{word ? vertex.name : vertex.name + "." + number->name, number->help, number->limits,
                        number->value, curveOf(number->value, number->limits.unit)};
            number->value.curve = fader.curve;
            all.push_back(std::move(fader));
        }
    }

    // A send to a group is several wires.
    void addLevel(const Setting& setting) {
        if (setting.of != Setting::Of::value) return;
        std::string address = setting.address;
        size_t sends = address.find(".sends.");
        bool send = sends != address.npos;
        if (!send && address.find(" -> ") == address.npos) return;
        if (address.ends_with(".tap") || address.ends_with(".depth")) return;
        std::vector<Wire*> wires;
        const Place& place = setting.key.place;
        auto [begin, end] = wires_.equal_range({place.line, place.column});
        for (auto at = begin; at != end; ++at) {
            Wire& wire = graph_.wires[at->second];
            if (wire.place.file == place.file && (!send || startsIn(wire, address.substr(0, sends))))
                wires.push_back(&wire);
        }
        if (wires.empty()) return;
        Fader fader{address, send ? "level of the send" : "level of the wire", wireLevel, wires[0]->level,
                    curveOf(wires[0]->level, Unit::dB)};
        for (Wire* wire : wires) wire->level.curve = fader.curve;
        all.push_back(std::move(fader));
    }

    bool startsIn(const Wire& wire, const std::string& strip) const {
        const std::string& name = graph_.vertices[size_t(wire.from.vertex)].name;
        return name == strip || name.starts_with(strip + ".");
    }

    Graph& graph_;
    std::vector<std::string> strips_;
    std::multimap<std::pair<int, int>, size_t> wires_; // by line and column
};

}

std::vector<Fader> addFaders(Graph& graph, const Datum& document) {
    return std::move(Faders(graph, document).all);
}

}
