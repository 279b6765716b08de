// Finds instances of equal chains that can run side by side in lanes.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/order.h"

namespace stemwright {

/// Nodes that run one after another: a chain that branches but never meets sound from outside of the same
/// stage, all nodes of a feedback loop, or a single node.
struct LaneStrip {
    std::vector<int> vertices; ///< in order
    int stage = 0;             ///< greater than that of every strip it hears
    enum class Kind { lone, lanes, loop } kind = Kind::lone;
};

/// Strips that run at once: lane l of every step is a node of strips[l]. A strip alone has width 1.
struct StripBatch {
    std::vector<LaneStrip> strips; ///< at most `width`, all of one shape
    int width = 1;
};

/// How wires enter the inputs of nodes, as far as strips ask for it: by vertex and port.
struct Entrance {
    std::vector<Source> from; ///< of all its wires
    bool plain = false;       ///< one wire only, without level, lag or change of channels
};
using Entrances = std::vector<std::vector<Entrance>>;

/// What nodes must have in common to run side by side: everything that is not in their numbers.
std::string structureOf(const Graph::Vertex& vertex);

/// Batches in an order in which each finds what it hears ready, no lag between quanta considered. `widths`
/// are those that batches may have, 1 first.
std::vector<StripBatch> findStripBatches(const Graph& graph, const Order& order, const Entrances& entrances,
                                         const std::vector<int>& widths);

}
