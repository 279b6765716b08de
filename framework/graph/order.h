// The order in which nodes run, and the wires of feedback loops that are cut to get one.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/graph.h"

namespace stemwright {

struct Order {
    std::vector<int> vertices;     ///< each after all that it hears without a cut
    std::vector<char> cut;         ///< by wire: whether it carries the signal of an earlier quantum
    std::vector<char> inLoop;      ///< by vertex: whether it is part of a feedback loop
    std::vector<int> component;    ///< by vertex: the same for all that hear each other
    std::vector<Problem> problems; ///< loops that have no delay of a quantum
};

/// What to say of a loop, given as its wires in order, that has too little delay: every wire with its place,
/// and the mend. `cuts` of its wires carry the signal of an earlier quantum; 0 where no node in it has a
/// quantum of delay.
Problem loopProblem(const Graph& graph, const std::vector<int>& loop, int cuts);

/// Loops are cut before the nodes that declare a delay of at least a quantum. Nodes must be prepared.
Order findOrder(const Graph& graph);

}
