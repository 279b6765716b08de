// Takes nodes by the words of strips that made them, and levels from the document itself.
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

}

std::map<std::string, Range> movingNumbers(const Graph& graph, const Datum& document) {
    std::map<std::string, Range> found;
    std::set<std::string, std::less<>> strips{"master"};
    for (const char* section : {"tracks", "buses"})
        for (const auto& [strip, written] : entries(document.find(section))) {
            strips.insert(strip.name);
            for (const auto& [bus, level] : entries(written.find("sends")))
                if (level.kind != Datum::Kind::none) found[strip.name + ".sends." + bus.name] = levels;
        }
    for (const auto& [wire, options] : entries(document.find("wires"))) {
        std::string from = wire.name.substr(0, wire.name.find("->"));
        auto source = graph.source(from.substr(0, from.find_last_not_of(' ') + 1));
        if (source && source->sound >= 0 && options.kind != Datum::Kind::none) found[wire.name] = levels;
    }
    for (const Graph::Vertex& vertex : graph.vertices) {
        size_t dot = vertex.name.find('.');
        bool ofStrip = dot != std::string::npos && strips.contains(vertex.name.substr(0, dot));
        std::string word = ofStrip ? vertex.name.substr(dot + 1) : "";
        size_t inner = word.find('.');
        for (const Number* number : vertex.node->numbers())
            if (inner != word.npos && word.starts_with("gain.")) // of a group, in each of its members
                found[word.substr(inner + 1) + ".gain"] = number->limits;
            else if (isNumberOfStrip(word) || word.ends_with(".mix"))
                found[vertex.name] = number->limits;
            else if (word != "in" && inner == word.npos)
                found[vertex.name + "." + number->name] = number->limits;
    }
    return found;
}

}
