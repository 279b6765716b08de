// Adds wires and outputs, and settles which of several layers rules over a wire.
// SPDX-License-Identifier: MIT
#include "framework/graph/graph.h"
#include <algorithm>

namespace stemwright {

// The ends of wires that an address may have meant: those of the node that it begins with, else all.
static std::vector<std::string> candidates(const Graph& graph, const std::string& text, const Source* from) {
    int v = -1;
    for (size_t dot = text.rfind('.'); v < 0 && dot != std::string::npos && dot > 0;
         dot = text.rfind('.', dot - 1))
        v = graph.find(std::string_view(text).substr(0, dot));
    if (v < 0) return graph.addresses();
    const Node& node = *graph.vertices[v].node;
    std::vector<std::string> ends;
    auto add = [&](const auto& ports) {
        for (const auto* port : ports) ends.push_back(graph.vertices[v].name + "." + port->name);
    };
    if (!from)
        add(node.outputs()), add(node.controls());
    else if (from->control >= 0)
        add(node.numbers());
    else
        add(node.inputs());
    return ends;
}

void Graph::connect(const std::string& from, const std::string& to, const Datum& options,
                    const Place& place) {
    std::string text = from + " -> " + to;
    auto start = source(from);
    if (!start) {
        problems.push_back({place, "\"" + from + "\" is no output of anything",
                            suggestion(from, candidates(*this, from, nullptr))});
        return;
    }
    auto end = sink(to, *start);
    if (!end) {
        const char* what = start->control >= 0 ? "\" is no number that a control signal can move"
                                               : "\" is no input of anything";
        problems.push_back({place, "\"" + to + what, suggestion(to, candidates(*this, to, &*start))});
        return;
    }
    Wire wire{*start, *end, {}, 1, place, text};
    bool control = start->control >= 0, saysAmount = false;
    for (const auto& [key, d] : options.entries) {
        saysAmount |= key.name == "level" || key.name == "depth";
        if (key.name == "level" && !control)
            wire.level = parseValue(d, "level", {0, -unbounded, 40, Unit::dB}, timeline, problems);
        else if (key.name == "depth" && control) {
            const Range& moved = vertices[end->vertex].node->numbers()[end->number]->limits;
            Unit unit = moved.scale == Scale::logarithmic ? Unit::octaves : moved.unit;
            wire.depth = parseValue(d, "depth", {1, -1e6, 1e6, unit}, timeline, problems).constant;
        } else
            problems.push_back(
                {key.place,
                 "a wire for " + std::string(control ? "control" : "sound") + " has no \"" + key.name + "\"",
                 suggestion(key.name, {control ? "depth" : "level"})});
    }
    auto [known, fresh] = written_.try_emplace({address(*this, *start), address(*this, *end)});
    Written& written = known->second;
    if (!fresh && written.place.layer == place.layer) {
        const Place& first = written.place;
        problems.push_back(
            {place, "the wire " + text + " is there already" + (first.line ? " (" + first.text() + ")" : ""),
             "remove one of the two"});
        return;
    }
    if (fresh) {
        written = {place, {}};
        wires.push_back(wire);
    }
    Wire& there = fresh ? wires.back() : wireBetween(*start, *end);
    if (saysAmount && written.amountLayer.value_or(place.layer - 1) < place.layer) {
        there.level = wire.level, there.depth = wire.depth;
        written.amountLayer = place.layer;
    }
    if (!fresh) {
        bool upper = place.layer > written.place.layer;
        const std::string &a = vertices[start->vertex].name, &b = vertices[end->vertex].name;
        overruled.push_back(upper ? Overruled{written.place, place, a, b}
                                  : Overruled{place, written.place, a, b});
    }
    if (place.layer > written.place.layer) {
        there.place = written.place = place;
        there.text = text;
    }
}

Wire& Graph::wireBetween(const Source& from, const Sink& to) {
    return *std::find_if(wires.begin(), wires.end(),
                         [&](const Wire& wire) { return wire.from == from && wire.to == to; });
}

Graph::Removal Graph::disconnect(const std::string& from, const std::string& to, const Place& place) {
    auto start = source(from);
    auto end = start ? sink(to, *start) : std::optional<Sink>{};
    if (!end) return Removal::nothing;
    auto written = written_.find({address(*this, *start), address(*this, *end)});
    if (written == written_.end() || written->second.place.layer >= place.layer) return Removal::nothing;
    overruled.push_back(
        {written->second.place, place, vertices[start->vertex].name, vertices[end->vertex].name});
    written_.erase(written);
    wires.erase(wires.begin() + (&wireBetween(*start, *end) - wires.data()));
    return Removal::done;
}

void Graph::output(const std::string& name, const std::string& from, const Place& place) {
    int v = add("outputs." + name, "output", Datum::map({}), place);
    if (v < 0) return;
    outputs.push_back({name, v, place});
    connect(from, "outputs." + name, Datum::map({}), place);
}

void Graph::connectRequests() {
    for (; requestsDone_ < vertices.size(); ++requestsDone_) {
        const Vertex& v = vertices[requestsDone_];
        for (const Node::Request& request : v.node->requests()) {
            if (auto wanted = tap(request, v.place))
                connect(wanted->scalar, v.name + "." + request.port->name, Datum::map({}), wanted->place);
        }
    }
}

std::optional<Datum> Graph::tap(const Node::Request& request, const Place& place) {
    Datum wanted = request.tap;
    if (wanted.place.file.empty()) wanted.place = place;
    if (wanted.isScalar()) return wanted;
    problems.push_back({wanted.place, request.port->name + " is " + std::string(wanted.kindName()),
                        "write the name of a strip, node or tap"});
    return {};
}

}
