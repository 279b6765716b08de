// Takes nodes by the words of strips that made them, and levels by where the document says them.
// SPDX-License-Identifier: MIT
#include "framework/document/moving_numbers.h"
#include "framework/document/vocabulary.h"
#include <algorithm>
#include <set>

namespace stemwright {

namespace {

const Range levels{0, -unbounded, 40, Unit::dB}; // of wires, as Graph::connect() reads them

const std::vector<Datum::Entry>& entries(const Datum* map) {
    static const std::vector<Datum::Entry> none;
    return map ? map->entries : none;
}

// Whether a strip has one number that is called like this word, such as its gain.
bool isNumberOfStrip(std::string_view word) {
    const auto& words = vocabulary(Owner::pattern);
    return std::any_of(words.begin(), words.end(),
                       [&](const Word& w) { return w.name == word && w.form.kind == Form::Kind::parameter; });
}

class Walk {
  public:
    Walk(const Graph& graph, const Datum& document) : graph_(graph) {
        for (size_t w = 0; w < graph.wires.size(); ++w)
            if (const Wire& wire = graph.wires[w]; wire.to.input >= 0)
                wires_.insert({{wire.place.line, wire.place.column}, w});
        for (const char* section : {"tracks", "buses"})
            for (const auto& [strip, written] : entries(document.find(section))) {
                strips_.insert(strip.name);
                for (const auto& [bus, level] : entries(written.find("sends")))
                    addLevel(strip.name + ".sends." + bus.name, bus.place, strip.name, "level of the send");
            }
        for (const auto& [wire, options] : entries(document.find("wires")))
            addLevel(wire.name, wire.place, "", "level of the wire");
        for (const Graph::Vertex& vertex : graph.vertices) addNumbers(vertex);
    }

    std::map<std::string, MovingNumber> found;

  private:
    // Strips of one template say their sends at one place.
    void addLevel(const std::string& address, const Place& place, const std::string& strip,
                  const char* help) {
        MovingNumber moving{levels, help, {}, {}};
        auto [begin, end] = wires_.equal_range({place.line, place.column});
        for (auto at = begin; at != end; ++at) {
            const Wire& wire = graph_.wires[at->second];
            const std::string& from = graph_.vertices[size_t(wire.from.vertex)].name;
            if (wire.place.file == place.file &&
                (strip.empty() || from == strip || from.starts_with(strip + ".")))
                moving.wires.push_back(at->second);
        }
        if (!moving.wires.empty()) found[address] = std::move(moving);
    }

    void addNumbers(const Graph::Vertex& vertex) {
        if (vertex.name.starts_with("outputs.")) return;
        size_t dot = vertex.name.find('.');
        bool ofStrip = dot != std::string::npos && strips_.contains(vertex.name.substr(0, dot));
        std::string word = ofStrip ? vertex.name.substr(dot + 1) : "";
        size_t inner = word.find('.');
        for (Number* number : vertex.node->numbers())
            if (inner != word.npos && word.starts_with("gain.")) // of a group, in each of its members
                add(word.substr(inner + 1) + ".gain", number);
            else if (isNumberOfStrip(word) || word.ends_with(".mix"))
                add(vertex.name, number);
            else if (word != "in" && inner == word.npos)
                add(vertex.name + "." + number->name, number);
    }

    void add(const std::string& address, Number* number) {
        MovingNumber& moving = found[address];
        moving.range = number->limits;
        moving.help = number->help;
        moving.numbers.push_back(number);
    }

    const Graph& graph_;
    std::set<std::string, std::less<>> strips_{"master"};
    std::multimap<std::pair<int, int>, size_t> wires_; // by line and column
};

}

std::map<std::string, MovingNumber> movingNumbers(const Graph& graph, const Datum& document) {
    return std::move(Walk(graph, document).found);
}

}
