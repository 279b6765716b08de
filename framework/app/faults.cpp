// Names the node, the time and how often.
// SPDX-License-Identifier: MIT
#include "framework/app/faults.h"
#include "framework/node/file_defined_node.h"

namespace stemwright {

std::vector<Problem> faultsOf(const Engine& engine) {
    const Graph& graph = engine.plan().graph;
    std::vector<Problem> found;
    for (const Engine::Fault& fault : engine.faults()) {
        const Graph::Vertex& vertex = graph.vertices[size_t(fault.vertex)];
        found.push_back({vertex.place,
                         vertex.name + " made numbers that are not finite, first at " +
                             formatQuantity(double(fault.firstFrame) / graph.timeline.rate, Unit::s) +
                             " and in " + std::to_string(fault.quanta) +
                             (fault.quanta == 1 ? " quantum" : " quanta") + " in all, where it was silenced",
                         "look at its parameters and at what comes in"});
    }
    for (Problem& fault : scriptFaultsOf(graph)) found.push_back(std::move(fault));
    return found;
}

std::vector<Problem> scriptFaultsOf(const Graph& graph) {
    std::vector<Problem> found;
    for (const Graph::Vertex& vertex : graph.vertices)
        if (auto* node = dynamic_cast<const FileDefinedNode*>(vertex.node.get()))
            if (auto fault = node->takeFault()) found.push_back(std::move(*fault));
    return found;
}

}
