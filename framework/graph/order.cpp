// Strong components by Boost.Graph, a topological order, and the wording of loops that cannot be.
// SPDX-License-Identifier: MIT
#include "framework/graph/order.h"
#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <cmath>
#include <set>
#include <tuple>

namespace stemwright {

namespace {

using Edges = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

struct Components {
    std::vector<int> of, size;
};

Components components(const Graph& graph, const std::vector<char>& cut) {
    Edges edges(graph.vertices.size());
    for (size_t w = 0; w < graph.wires.size(); ++w)
        if (!cut[w]) boost::add_edge(graph.wires[w].from.vertex, graph.wires[w].to.vertex, edges);
    Components c;
    c.of.resize(graph.vertices.size());
    int count = boost::strong_components(
        edges, boost::make_iterator_property_map(c.of.begin(), boost::get(boost::vertex_index, edges)));
    c.size.resize(count);
    for (int component : c.of) ++c.size[component];
    return c;
}

// Wires by the vertex that they leave.
std::vector<std::vector<int>> wiresFrom(const Graph& graph, const std::vector<char>& cut) {
    std::vector<std::vector<int>> from(graph.vertices.size());
    for (size_t w = 0; w < graph.wires.size(); ++w)
        if (!cut[w]) from[graph.wires[w].from.vertex].push_back(int(w));
    return from;
}

// A shortest loop through `start`, as wires, by breadth-first search inside one component.
std::vector<int> shortestLoop(const Graph& graph, const std::vector<std::vector<int>>& from,
                              const std::vector<int>& component, int start) {
    std::vector<int> reachedBy(graph.vertices.size(), -1), front{start};
    for (size_t i = 0; i < front.size(); ++i)
        for (int w : from[front[i]]) {
            int to = graph.wires[w].to.vertex;
            if (component[to] != component[start] || reachedBy[to] >= 0) continue;
            reachedBy[to] = w;
            if (to != start) {
                front.push_back(to);
                continue;
            }
            std::vector<int> loop;
            for (int v = start; loop.empty() || v != start; v = graph.wires[loop.back()].from.vertex)
                loop.push_back(reachedBy[v]);
            std::reverse(loop.begin(), loop.end());
            return loop;
        }
    return {};
}

}

static auto position(const Place& place) { return std::tie(place.file, place.line, place.column); }

// The wire that closed the loop, as people see it: written last, in the layer on top. A wire that nobody
// wrote as such comes with a strip or an entry, and lies where that is written.
static const Wire& closing(const Graph& graph, const std::vector<int>& loop) {
    std::set<std::tuple<const std::string&, const int&, const int&>> ofVertices;
    for (const Graph::Vertex& vertex : graph.vertices) ofVertices.insert(position(vertex.place));
    auto rank = [&](int w) {
        const Place& place = graph.wires[w].place;
        return std::tuple(!ofVertices.contains(position(place)), place.layer, place.line, place.column);
    };
    auto later = [&](int a, int b) { return rank(a) < rank(b); };
    return graph.wires[*std::max_element(loop.begin(), loop.end(), later)];
}

// "b -> (4:1) a": each wire with its place, and the file where that is not `file`. Of a very long loop both
// ends.
static std::string described(const Graph& graph, const std::vector<int>& loop, const std::string& file) {
    constexpr size_t mostShown = 100;
    std::string path;
    for (size_t i = 0; i < loop.size(); ++i) {
        if (size_t left = loop.size() - mostShown; loop.size() > mostShown && i == mostShown / 2) {
            path += "(" + std::to_string(left) + " more) -> ";
            i += left;
        }
        const Wire& wire = graph.wires[loop[i]];
        std::string place = wire.place.text();
        if (wire.place.file == file && wire.place.line > 0)
            place = std::to_string(wire.place.line) + ":" + std::to_string(wire.place.column);
        path += address(graph, wire.from) + " -> " + (place.empty() ? "" : "(" + place + ") ");
    }
    return path + graph.vertices[graph.wires[loop.front()].from.vertex].name;
}

Problem loopProblem(const Graph& graph, const std::vector<int>& loop, int cuts) {
    int declared = 0, latency = 0;
    std::vector<std::string> delays;
    for (int w : loop) {
        const Graph::Vertex& from = graph.vertices[graph.wires[w].from.vertex];
        latency += from.node->latency();
        int delay = from.node->minimumDelay();
        if (delay == 0 || (cuts > 0 && delay < quantum)) continue; // only cuts can make up for latency
        declared += delay;
        delays.push_back(from.name);
    }
    const Wire& last = closing(graph, loop);
    int least = cuts > 0 ? latency + cuts * quantum : quantum;
    std::string samples = formatQuantity(least, Unit::samples), mend;
    if (delays.empty())
        mend = "put {delay: {time: " + samples + "}} or more into it";
    else {
        double ms = std::ceil(least * 1e6 / graph.timeline.rate) / 1e3; // not less, rounded to a microsecond
        mend = "make ";
        for (const std::string& name : delays)
            mend += (&name == &delays[0] ? "" : cuts > 0 ? " and " : " or ") + name;
        mend += " at least " + samples + " (" + formatQuantity(ms, Unit::ms) + ") long";
        if (cuts > 1) mend += " together";
        if (cuts > 0 || delays.size() == 1)
            mend += ", " + std::to_string(least - declared) + " more than now";
    }
    std::string reason = cuts > 0 ? " for the " + std::to_string(latency) + " samples of latency in it" : "";
    return {last.place,
            "feedback without enough delay" + reason + ": " + described(graph, loop, last.place.file),
            mend + ", or remove \"" + last.text + "\""};
}

Order findOrder(const Graph& graph) {
    Order order;
    size_t count = graph.vertices.size();
    order.cut.assign(graph.wires.size(), 0);
    Components loops = components(graph, order.cut);
    std::vector<char> hearsItself(count);
    for (const Wire& wire : graph.wires) hearsItself[wire.from.vertex] |= wire.from.vertex == wire.to.vertex;
    order.inLoop.resize(count);
    for (size_t v = 0; v < count; ++v) order.inLoop[v] = loops.size[loops.of[v]] > 1 || hearsItself[v];
    for (size_t w = 0; w < graph.wires.size(); ++w) {
        const Wire& wire = graph.wires[w];
        order.cut[w] = wire.to.input >= 0 && loops.of[wire.from.vertex] == loops.of[wire.to.vertex] &&
                       graph.vertices[wire.to.vertex].node->minimumDelay() >= quantum;
    }
    order.component = loops.of;
    Components rest = components(graph, order.cut);
    auto from = wiresFrom(graph, order.cut);
    constexpr size_t mostProblems = 20; // one mistake in a strip of many is soon told
    std::vector<char> reported(rest.size.size());
    for (size_t v = 0; v < count && order.problems.size() < mostProblems; ++v) {
        int c = rest.of[v];
        bool alone = rest.size[c] == 1;
        if (reported[c] || (alone && !hearsItself[v])) continue;
        std::vector<int> loop = shortestLoop(graph, from, rest.of, int(v));
        if (loop.empty()) continue;
        reported[c] = 1;
        order.problems.push_back(loopProblem(graph, loop, 0));
    }
    // Tarjan numbers components against the direction of the edges; within equal numbers there is only one
    // vertex. Kahn's algorithm instead keeps the order of the document where it is free, which keeps a
    // strip's nodes together.
    std::vector<int> waiting(count);
    for (size_t w = 0; w < graph.wires.size(); ++w)
        if (!order.cut[w]) ++waiting[graph.wires[w].to.vertex];
    std::vector<int> ready;
    for (size_t v = count; v-- > 0;)
        if (waiting[v] == 0) ready.push_back(int(v));
    while (!ready.empty()) {
        int v = ready.back();
        ready.pop_back();
        order.vertices.push_back(v);
        for (size_t i = from[v].size(); i-- > 0;)
            if (--waiting[graph.wires[from[v][i]].to.vertex] == 0)
                ready.push_back(graph.wires[from[v][i]].to.vertex);
    }
    return order;
}

}
