// Follows chains from their roots, and groups those of equal shape.
// SPDX-License-Identifier: MIT
#include "framework/graph/strips.h"
#include <algorithm>
#include <map>
#include <numeric>

namespace stemwright {

std::string structureOf(const Graph::Vertex& vertex) {
    const Node& node = *vertex.node;
    std::string key = vertex.type->name;
    auto add = [&](const std::string& part) { key += '\n' + part; };
    for (const AudioIn* in : node.inputs()) add(std::to_string(in->channels));
    for (const AudioOut* out : node.outputs()) add(std::to_string(out->channels));
    for (const Parameter* parameter : node.parameters())
        if (!dynamic_cast<const Number*>(parameter)) add(parameter->asWritten());
    add(node.kernelKey());
    for (size_t part : {node.numbers().size(), size_t(node.latency()), size_t(node.advance()),
                        vertex.type->stateWords(node)})
        add(std::to_string(part));
    return key;
}

namespace {

class StripFinder {
  public:
    StripFinder(const Graph& graph, const Order& order, const Entrances& entrances)
        : graph_(graph),
          order_(order),
          entrances_(entrances),
          heard_(graph.vertices.size()),
          stripOf_(graph.vertices.size(), -1),
          placeIn_(graph.vertices.size()) {
        for (const Wire& wire : graph.wires) heard_[wire.to.vertex].push_back(wire.from.vertex);
    }

    std::vector<StripBatch> find(const std::vector<int>& widths) {
        for (const std::vector<int>& component : componentsInOrder()) {
            int first = component[0];
            if (order_.inLoop[first])
                begin(component, LaneStrip::Kind::loop);
            else if (int strip = host(first); strip >= 0)
                join(first, strip);
            else
                begin(component, laneable(first) ? LaneStrip::Kind::lanes : LaneStrip::Kind::lone);
        }
        return batches(widths);
    }

  private:
    // Loops as one, everything else alone; in the order of the document where it is free.
    std::vector<std::vector<int>> componentsInOrder() const {
        std::map<int, std::vector<int>> members;
        for (int v : order_.vertices) members[order_.component[v]].push_back(v);
        std::map<int, int> waiting;
        std::vector<std::vector<int>> leadsTo(graph_.vertices.size());
        for (const Wire& wire : graph_.wires)
            if (int to = order_.component[wire.to.vertex]; to != order_.component[wire.from.vertex]) {
                ++waiting[to];
                leadsTo[wire.from.vertex].push_back(to);
            }
        std::vector<int> ready;
        for (size_t i = order_.vertices.size(); i-- > 0;)
            if (int c = order_.component[order_.vertices[i]];
                members[c][0] == order_.vertices[i] && !waiting.contains(c))
                ready.push_back(c);
        std::vector<std::vector<int>> found;
        while (!ready.empty()) {
            int component = ready.back();
            ready.pop_back();
            for (int v : members[component])
                for (size_t i = leadsTo[v].size(); i-- > 0;)
                    if (--waiting[leadsTo[v][i]] == 0) ready.push_back(leadsTo[v][i]);
            found.push_back(std::move(members[component]));
        }
        return found;
    }

    bool laneable(int v) const {
        const Graph::Vertex& vertex = graph_.vertices[v];
        return vertex.type->mostLanes > 1 && vertex.node->controls().empty();
    }

    // The strip that a node goes on with: the only one that its first input hears, unless that begins with a
    // source, which may be one of a kind. Whatever else it hears must be there before that strip begins.
    int host(int v) const {
        if (!laneable(v) || entrances_[v].empty() || entrances_[v][0].from.empty()) return -1;
        const Entrance& trunk = entrances_[v][0];
        int strip = stripOf_[trunk.from[0].vertex];
        if (strips_[strip].kind != LaneStrip::Kind::lanes || heard_[strips_[strip].vertices[0]].empty() ||
            (trunk.from.size() == 1 && !trunk.plain))
            return -1;
        for (const Source& from : trunk.from)
            if (stripOf_[from.vertex] != strip) return -1;
        for (int u : heard_[v])
            if (stripOf_[u] != strip && strips_[stripOf_[u]].stage >= strips_[strip].stage) return -1;
        return strip;
    }

    void begin(const std::vector<int>& component, LaneStrip::Kind kind) {
        int strip = int(strips_.size()), stage = 0;
        for (int v : component) {
            for (int u : heard_[v])
                if (stripOf_[u] >= 0 && stripOf_[u] != strip)
                    stage = std::max(stage, strips_[stripOf_[u]].stage + 1);
            stripOf_[v] = strip;
        }
        strips_.push_back({{}, stage, kind});
        shapes_.push_back({});
        remembers_.push_back(0);
        for (int v : component) join(v, strip);
    }

    void join(int v, int strip) {
        stripOf_[v] = strip;
        placeIn_[v] = int(strips_[strip].vertices.size());
        strips_[strip].vertices.push_back(v);
        if (strips_[strip].kind != LaneStrip::Kind::lanes) return;
        const Graph::Vertex& vertex = graph_.vertices[v];
        remembers_[strip] |= vertex.type->stateWords(*vertex.node) > 0;
        auto [known, fresh] = structures_.emplace(structureOf(vertex), int(structures_.size()));
        std::vector<int>& shape = shapes_[strip];
        shape.push_back(known->second);
        for (const Entrance& entrance : entrances_[v]) {
            bool inside = entrance.plain && stripOf_[entrance.from[0].vertex] == strip;
            shape.push_back(inside ? placeIn_[entrance.from[0].vertex] : -1);
            shape.push_back(inside ? entrance.from[0].sound : -1);
        }
    }

    int mostLanes(const LaneStrip& strip) const {
        int most = std::numeric_limits<int>::max();
        for (int v : strip.vertices) most = std::min(most, graph_.vertices[v].type->mostLanes);
        return most;
    }

    // Nodes that remember nothing run as fast alone, one frame beside the other, so a strip of such is left
    // alone.
    std::vector<StripBatch> batches(const std::vector<int>& widths) {
        std::vector<int> byStage(strips_.size());
        std::iota(byStage.begin(), byStage.end(), 0);
        std::stable_sort(byStage.begin(), byStage.end(),
                         [&](int a, int b) { return strips_[a].stage < strips_[b].stage; });
        std::vector<StripBatch> found;
        std::map<std::pair<int, std::vector<int>>, size_t>
            open; // batches that still grow, by stage and shape
        for (int s : byStage) {
            if (!remembers_[s]) {
                found.push_back({{std::move(strips_[s])}, 1});
                continue;
            }
            int most = std::min(widths.back(), mostLanes(strips_[s]));
            auto [batch, fresh] = open.emplace(std::pair{strips_[s].stage, shapes_[s]}, found.size());
            if (!fresh && int(found[batch->second].strips.size()) >= most)
                batch->second = found.size(), fresh = true;
            if (fresh) found.push_back({});
            found[batch->second].strips.push_back(std::move(strips_[s]));
        }
        for (StripBatch& batch : found)
            batch.width = *std::lower_bound(widths.begin(), widths.end(), int(batch.strips.size()));
        return found;
    }

    const Graph& graph_;
    const Order& order_;
    const Entrances& entrances_;
    std::vector<std::vector<int>> heard_; // vertices, by vertex
    std::vector<int> stripOf_, placeIn_;
    std::vector<LaneStrip> strips_;
    std::vector<std::vector<int>> shapes_; // by strip
    std::vector<char> remembers_;          // by strip
    std::map<std::string, int> structures_;
};

}

std::vector<StripBatch> findStripBatches(const Graph& graph, const Order& order, const Entrances& entrances,
                                         const std::vector<int>& widths) {
    return StripFinder(graph, order, entrances).find(widths);
}

}
