// The order in which nodes run, and the wires of feedback loops that are cut to get one.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/graph.h"

namespace stemwright {

struct Order {
    std::vector<int> vertices;     ///< each after all that it hears without a cut
    std::vector<char> cut;         ///< by wire: whether it carries the signal of an earlier quantum
    std::vector<char> inLoop;      ///< by vertex: whether it is part of a feedback loop
    std::vector<Problem> problems; ///< loops that have no delay of a quantum
};

/// Loops are cut before the nodes that declare a delay of at least a quantum. Nodes must be prepared.
Order findOrder(const Graph& graph);

}
