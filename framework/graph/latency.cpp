// Longest paths through the graph, by Bellman and Ford's relaxation.
// SPDX-License-Identifier: MIT
#include "framework/graph/latency.h"
#include <algorithm>

namespace stemwright {

namespace {

class Relaxation {
  public:
    Relaxation(const Graph& graph, const Order& order)
        : graph_(graph),
          order_(order),
          inputsOf_(graph.vertices.size()),
          arrival_(graph.vertices.size()),
          because_(graph.vertices.size(), -1) {
        for (size_t w = 0; w < graph.wires.size(); ++w) inputsOf_[graph.wires[w].to.vertex].push_back(int(w));
    }

    // The least arrivals that suit every wire. In the order of the plan one pass settles all but the cuts.
    Latency run() {
        size_t passes = 2 + std::count(order_.cut.begin(), order_.cut.end(), 1);
        int moved = 0;
        for (size_t pass = 0; pass <= passes && moved >= 0; ++pass) {
            moved = relax();
            if (moved >= 0 && arrival_[moved] > latest) break;
        }
        Latency latency{arrival_, std::vector<int>(arrival_.size()), {}};
        if (moved >= 0) latency.problems.push_back(unsettledLoop(moved));
        for (size_t w = 0; w < graph_.wires.size(); ++w)
            if (order_.cut[w]) {
                const Wire& wire = graph_.wires[w];
                int& advance = latency.advance[wire.to.vertex];
                advance = std::max(advance, quantum + departure(wire) - arrival_[wire.to.vertex]);
            }
        return latency;
    }

  private:
    int departure(const Wire& wire) const {
        return arrival_[wire.from.vertex] + graph_.vertices[wire.from.vertex].node->latency();
    }

    // How late a vertex must be for this wire. What comes through a cut is a quantum late, which the delay
    // behind it makes up for as far as it is long enough.
    int needed(int w) const {
        const Wire& wire = graph_.wires[w];
        int spare = order_.cut[w] ? graph_.vertices[wire.to.vertex].node->minimumDelay() - quantum : 0;
        return departure(wire) - spare;
    }

    static constexpr int latest = 1 << 30; // frames, hours of them; twice as many would not fit an int

    // A vertex that had to become later, or -1. Stops where one is too late.
    int relax() {
        int moved = -1;
        for (int v : order_.vertices)
            for (int w : inputsOf_[v])
                if (int late = needed(w); late > arrival_[v]) {
                    arrival_[v] = late;
                    because_[v] = w;
                    moved = v;
                    if (late > latest) return moved;
                }
        return moved;
    }

    // Where arrivals never settle, a loop holds more latency than its delays can give.
    Problem unsettledLoop(int vertex) const {
        auto before = [&](int v) { return graph_.wires[because_[v]].from.vertex; };
        const Graph::Vertex& late = graph_.vertices[vertex];
        for (size_t i = 0; i < graph_.vertices.size(); ++i) { // after which it is surely in the loop
            if (because_[vertex] < 0)
                return {late.place,
                        "\"" + late.name + "\" would hear its sound more than " + std::to_string(latest) +
                            " samples late",
                        "take out some of the nodes before it, which all need time"};
            vertex = before(vertex);
        }
        std::vector<int> loop;
        int cuts = 0;
        for (int v = vertex; loop.empty() || v != vertex; v = before(v)) {
            loop.push_back(because_[v]);
            cuts += order_.cut[because_[v]];
        }
        std::reverse(loop.begin(), loop.end());
        return loopProblem(graph_, loop, cuts);
    }

    const Graph& graph_;
    const Order& order_;
    std::vector<std::vector<int>> inputsOf_; // wires by vertex
    std::vector<int> arrival_, because_;     // and the wire that set the arrival
};

}

Latency findLatency(const Graph& graph, const Order& order) { return Relaxation(graph, order).run(); }

}
