// Looks for the last limiter of a strip, and puts gains between nodes.
// SPDX-License-Identifier: MIT
#include "framework/document/loudness_target.h"
#include <algorithm>
#include <map>

namespace stemwright {

namespace {

// "master" of "master.limiter"; nodes that belong to no strip have none.
std::string stripOf(const std::string& vertex) {
    size_t dot = vertex.find('.');
    return dot == vertex.npos ? "" : vertex.substr(0, dot);
}

bool isSoundWithin(const Graph& graph, const Wire& wire) {
    auto strip = [&](int vertex) { return stripOf(graph.vertices[size_t(vertex)].name); };
    return wire.to.input >= 0 && strip(wire.from.vertex) == strip(wire.to.vertex);
}

// What is heard at `end` of its own strip, nearest first, as far as it does not come by `without`.
std::vector<int> heardAt(const Graph& graph, int end, int without) {
    std::vector<int> found;
    std::vector<char> seen(graph.vertices.size());
    auto visit = [&](int v) {
        if (v != without && !seen[size_t(v)]) found.push_back(v);
        seen[size_t(v)] = 1;
    };
    visit(end);
    for (size_t i = 0; i < found.size(); ++i)
        for (const Wire& wire : graph.wires)
            if (wire.to.vertex == found[i] && isSoundWithin(graph, wire)) visit(wire.from.vertex);
    return found;
}

// Where the strip begins: nothing of its own comes before.
bool isBeginning(const Graph& graph, int vertex) {
    return std::none_of(graph.wires.begin(), graph.wires.end(), [&](const Wire& wire) {
        return wire.to.vertex == vertex && isSoundWithin(graph, wire);
    });
}

int lastLimiter(const Graph& graph, int end) {
    for (int v : heardAt(graph, end, -1)) {
        if (graph.vertices[size_t(v)].type->name != "limiter") continue;
        // Beside a dry signal it does not keep the peaks down.
        std::vector<int> past = heardAt(graph, end, v);
        if (std::none_of(past.begin(), past.end(), [&](int p) { return isBeginning(graph, p); })) return v;
    }
    return -1;
}

bool isHeardInItsStrip(const Graph& graph, int vertex) {
    return std::any_of(graph.wires.begin(), graph.wires.end(), [&](const Wire& wire) {
        return wire.from.vertex == vertex && isSoundWithin(graph, wire);
    });
}

}

std::optional<LoudnessTarget> readLoudnessTarget(Graph& graph, const Output& output, const Datum& written) {
    const Datum::Entry *loudness = written.entry("loudness"), *ceiling = written.entry("ceiling");
    size_t before = graph.problems.size();
    auto read = [&](const Datum::Entry& entry, const Range& range) {
        const auto& [key, value] = entry;
        if (value.isScalar() || value.find("add"))
            return parseValue(value, key.name, range, graph.timeline, graph.problems).constant;
        graph.problems.push_back({value.isMap() || value.isList() ? value.place : key.place,
                                  key.name + " is " + std::string(value.kindName()),
                                  "write one value, such as " + formatQuantity(range.init, range.unit)});
        return range.init;
    };
    LoudnessTarget target;
    target.output = output.name;
    if (loudness) target.loudness = read(*loudness, {-14, -70, 0, Unit::LUFS});
    if (ceiling) target.ceiling = read(*ceiling, {-1, -24, 0, Unit::dBTP});
    if (ceiling && !loudness)
        graph.problems.push_back({ceiling->first.place,
                                  "the output \"" + output.name + "\" has \"ceiling\" without \"loudness\"",
                                  "write loudness: -14 LUFS beside it"});
    auto wire = std::find_if(graph.wires.begin(), graph.wires.end(),
                             [&](const Wire& w) { return w.to.vertex == output.vertex; });
    if (!loudness || graph.problems.size() > before || wire == graph.wires.end()) return {};
    target.place = loudness->first.place;
    target.heard = wire->from;
    target.limiter = lastLimiter(graph, wire->from.vertex);
    std::string end = graph.vertices[size_t(wire->from.vertex)].name, strip = stripOf(end);
    auto refuse = [&](const std::string& cause, const std::string& cure) {
        graph.problems.push_back({target.place, cause, cure});
        return std::nullopt;
    };
    if (strip.empty())
        return refuse("a loudness target is for a strip, and \"" + end + "\" is none",
                      "send it through a bus");
    if (target.limiter >= 0)
        target.site = "before " + graph.vertices[size_t(target.limiter)].name;
    else if (!isHeardInItsStrip(graph, wire->from.vertex))
        target.site = "at the end of " + strip;
    else
        return refuse("a loudness is set before a limiter or at the end of a strip, but \"" + end +
                          "\" lies within \"" + strip + "\" and has no limiter before it",
                      "write from: " + strip);
    return target;
}

void checkOneTargetAStrip(Graph& graph, const std::vector<LoudnessTarget>& targets) {
    std::map<std::string, Place> first;
    for (const LoudnessTarget& target : targets) {
        std::string strip = stripOf(graph.vertices[size_t(target.heard.vertex)].name);
        auto [there, fresh] = first.emplace(strip, target.place);
        if (!fresh)
            graph.problems.push_back(
                {target.place,
                 "the loudness target of \"" + strip + "\" is there already (" + there->second.text() + ")",
                 "remove one of the two"});
    }
}

void addGains(Graph& graph, const std::vector<LoudnessTarget>& targets) {
    for (const LoudnessTarget& target : targets) {
        int gain = graph.add(target.gain(), "gain", Datum::map({}), target.place);
        if (target.limiter >= 0) {
            for (Wire& wire : graph.wires)
                if (wire.to.vertex == target.limiter && wire.to.input == 0) wire.to = {gain, 0, -1};
            graph.wires.push_back(
                {{gain, 0, -1, -1}, {target.limiter, 0, -1}, {}, 1, target.place, target.gain()});
            continue;
        }
        Source all = target.heard;
        all.channel = -1;
        for (Wire& wire : graph.wires)
            if (wire.from.vertex == all.vertex && wire.from.sound == all.sound && all.sound >= 0)
                wire.from.vertex = gain, wire.from.sound = 0;
        graph.wires.push_back({all, {gain, 0, -1}, {}, 1, target.place, target.gain()});
    }
}

}
