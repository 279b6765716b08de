// Adds nodes, and finds what an address means.
// SPDX-License-Identifier: MIT
#include "framework/graph/graph.h"
#include <algorithm>
#include <charconv>

namespace stemwright {

namespace {

// "kick.eq[2]" is "kick.eq" and channel or port 2; 0 where there is no bracket, -1 where it makes no sense.
int takeBracket(std::string& address) {
    size_t open = address.rfind('[');
    if (open == std::string::npos || address.back() != ']') return 0;
    int number = -1;
    const char* end = address.data() + address.size() - 1;
    auto [read, failure] = std::from_chars(address.data() + open + 1, end, number);
    address.resize(open);
    return failure == std::errc{} && read == end && number >= 1 && number <= 1024 ? number : -1;
}

template <class Port> int portNamed(const std::vector<Port*>& ports, std::string_view name) {
    for (const Port* port : ports)
        if (port->name == name) return port->index;
    return -1;
}

int lookUp(const std::map<std::string, int, std::less<>>& names, std::string_view name) {
    auto found = names.find(name);
    return found == names.end() ? -1 : found->second;
}

}

int Graph::add(const std::string& name, const std::string& typeName, const Datum& arguments,
               const Place& place) {
    const Type* type = Registry::instance().find(typeName);
    if (!type) {
        problems.push_back({place, "there is no node \"" + typeName + "\"",
                            suggestion(typeName, Registry::instance().names())});
        return -1;
    }
    if (arguments.kind != Datum::Kind::map && arguments.kind != Datum::Kind::none) {
        problems.push_back({arguments.place, typeName + " is given " + std::string(arguments.kindName()),
                            "write its parameters as a map, such as {gain: -3 dB}"});
        return -1;
    }
    if (names_.contains(name)) {
        const Place& first = vertices[names_[name]].place;
        problems.push_back(
            {place, "\"" + name + "\" is there already" + (first.line ? " (" + first.text() + ")" : ""),
             "give one of them another name or an id"});
        return -1;
    }
    // A seed of its own for each name, so that a noise does not change when a node is added elsewhere
    // (FNV-1a).
    uint64_t own = 14695981039346656037u ^ seed;
    for (char c : name) own = (own ^ uint8_t(c)) * 1099511628211u;
    size_t before = problems.size();
    std::shared_ptr<Node> node = type->make({arguments, timeline, folder, own, problems});
    for (size_t i = before; i < problems.size(); ++i)
        if (problems[i].place.file.empty()) problems[i].place = place;
    int index = int(vertices.size());
    vertices.push_back({name, type, std::move(node), place});
    names_.emplace(name, index);
    return index;
}

int Graph::adopt(Vertex vertex) {
    int index = int(vertices.size());
    names_.emplace(vertex.name, index);
    vertices.push_back(std::move(vertex));
    requestsDone_ = vertices.size();
    return index;
}

void Graph::nameSource(const std::string& name, int vertex) { sources_[name] = vertex; }
void Graph::nameSink(const std::string& name, int vertex) { sinks_[name] = vertex; }
int Graph::find(std::string_view name) const { return lookUp(names_, name); }

std::optional<Source> Graph::source(const std::string& text) const {
    std::string name = text;
    int bracket = takeBracket(name);
    if (bracket < 0) return {};
    auto principal = [&](int v) -> std::optional<Source> {
        const Node& node = *vertices[v].node;
        if (!node.outputs().empty()) return Source{v, 0, -1, bracket - 1};
        if (!node.controls().empty()) return Source{v, -1, 0, -1};
        return {};
    };
    if (int v = lookUp(sources_, name); v >= 0) return principal(v);
    if (int v = find(name); v >= 0) return principal(v);
    size_t dot = name.rfind('.');
    if (dot == std::string::npos) return {};
    std::string_view owner = std::string_view(name).substr(0, dot),
                     port = std::string_view(name).substr(dot + 1);
    // A name may stand for the end of several nodes, of which one bears it.
    for (int v : {lookUp(sources_, owner), find(owner)}) {
        if (v < 0) continue;
        if (int p = portNamed(vertices[v].node->outputs(), port); p >= 0)
            return Source{v, p, -1, bracket - 1};
        if (int p = portNamed(vertices[v].node->controls(), port); p >= 0) return Source{v, -1, p, -1};
    }
    return {};
}

std::optional<Sink> Graph::sink(const std::string& text, const Source& from) const {
    bool control = from.control >= 0;
    auto principal = [&](int v) -> std::optional<Sink> {
        const Node& node = *vertices[v].node;
        if (control) return node.numbers().empty() ? std::optional<Sink>{} : Sink{v, -1, 0};
        if (!node.inputArrays().empty()) return Sink{v, node.inputArrays()[0]->grow(1).index, -1};
        return node.inputs().empty() ? std::optional<Sink>{} : Sink{v, 0, -1};
    };
    if (!control)
        if (int v = lookUp(sinks_, text); v >= 0) return principal(v);
    if (int v = find(text); v >= 0) return principal(v);
    // The longest name of a vertex that `text` starts with; the rest is a port or a number ("mud.freq" has a
    // dot itself).
    for (size_t dot = text.rfind('.'); dot != std::string::npos && dot > 0; dot = text.rfind('.', dot - 1)) {
        std::string_view owner = std::string_view(text).substr(0, dot),
                         rest = std::string_view(text).substr(dot + 1);
        int v = find(owner);
        if (v < 0) v = lookUp(sinks_, owner);
        if (v < 0) continue;
        const Node& node = *vertices[v].node;
        if (control) {
            for (const Number* n : node.numbers())
                if (n->name == rest) return Sink{v, -1, n->index};
            continue;
        }
        if (int p = portNamed(node.inputs(), rest); p >= 0) return Sink{v, p, -1};
        std::string array(rest);
        int bracket = takeBracket(array);
        for (AudioIns* ports : node.inputArrays())
            if (ports->name == array && bracket > 0) return Sink{v, ports->grow(bracket).index, -1};
    }
    return {};
}

std::vector<std::string> Graph::addresses() const {
    std::vector<std::string> all;
    for (const auto& [name, _] : names_) all.push_back(name);
    for (const auto* more : {&sources_, &sinks_})
        for (const auto& [name, _] : *more) all.push_back(name);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

std::string address(const Graph& graph, const Source& source) {
    const Graph::Vertex& v = graph.vertices[source.vertex];
    std::string text = v.name;
    if (source.control > 0 || (source.control == 0 && !v.node->outputs().empty()))
        text += "." + v.node->controls()[source.control]->name;
    if (source.sound > 0) text += "." + v.node->outputs()[source.sound]->name;
    if (source.channel >= 0) text += "[" + std::to_string(source.channel + 1) + "]";
    return text;
}

std::string address(const Graph& graph, const Sink& sink) {
    const Graph::Vertex& v = graph.vertices[sink.vertex];
    if (sink.number >= 0) return v.name + "." + v.node->numbers()[sink.number]->name;
    const auto& arrays = v.node->inputArrays();
    int principal = arrays.empty() ? 0 : (*arrays[0])[0].index;
    return sink.input == principal ? v.name : v.name + "." + v.node->inputs()[sink.input]->name;
}

}
