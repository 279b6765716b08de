// Takes sources to those who hear them and gathers what stands alone.
// SPDX-License-Identifier: MIT
#include "framework/graph/sections.h"

namespace stemwright {

// A node that remembers something, or runs one instance at a time, is worth a section of its own; others are
// not worth the hand-over.
static bool isHeavy(const Graph& graph, const StripBatch& batch) {
    for (int v : batch.strips[0].vertices) {
        const Graph::Vertex& vertex = graph.vertices[v];
        if (vertex.type->mostLanes == 1 || vertex.type->stateWords(*vertex.node) > 0) return true;
    }
    return false;
}

std::vector<BatchGroup> groupBatches(const Graph& graph, std::vector<StripBatch> batches, int threads) {
    std::vector<int> batchOf(graph.vertices.size());
    std::vector<char> hears(batches.size());
    for (size_t b = 0; b < batches.size(); ++b)
        for (const LaneStrip& strip : batches[b].strips)
            for (int v : strip.vertices) batchOf[v] = int(b);
    std::vector<int> onlyListener(batches.size(), -1);
    for (const Wire& wire : graph.wires) {
        int from = batchOf[wire.from.vertex], to = batchOf[wire.to.vertex];
        if (from == to) continue;
        hears[to] = 1;
        onlyListener[from] = onlyListener[from] == -1 || onlyListener[from] == to ? to : -2;
    }
    std::vector<BatchGroup> sourcesOf(batches.size()), groups;
    std::vector<char> moved(batches.size());
    for (size_t b = 0; b < batches.size(); ++b) {
        int to = onlyListener[b];
        moved[b] = to >= 0 && !hears[b] && batches[b].width == 1 && batches[to].width > 1;
        if (moved[b]) sourcesOf[to].push_back(std::move(batches[b]));
    }
    constexpr size_t mostSmall = 64; // nodes that are put together for one of several threads
    bool open = false;               // whether the last group still grows
    for (size_t b = 0; b < batches.size(); ++b) {
        if (moved[b]) continue;
        bool apart = batches[b].width > 1 || batches[b].strips[0].kind == LaneStrip::Kind::loop;
        bool heavy = threads > 1 && isHeavy(graph, batches[b]);
        if (apart || heavy || !open || (threads > 1 && groups.back().size() >= mostSmall))
            groups.push_back(std::move(sourcesOf[b]));
        groups.back().push_back(std::move(batches[b]));
        open = !apart && !heavy;
    }
    return groups;
}

}
