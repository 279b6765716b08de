// Names the node, the time and how often.
// SPDX-License-Identifier: MIT
#include "framework/app/faults.h"
#include "framework/neural/model_node.h"
#include <fmt/format.h>

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
    for (Problem& fault : nodeFaultsOf(graph)) found.push_back(std::move(fault));
    return found;
}

std::vector<Problem> nodeFaultsOf(const Graph& graph) {
    std::vector<Problem> found;
    for (const Graph::Vertex& vertex : graph.vertices) {
        if (auto* node = dynamic_cast<const FileDefinedNode*>(vertex.node.get()))
            if (auto fault = node->takeFault()) found.push_back(std::move(*fault));
        auto* model = dynamic_cast<const ModelNode*>(vertex.node.get());
        if (model && model->pace().firstMiss())
            found.push_back({vertex.place,
                             vertex.name + " was not done in time, and is left out where it is not",
                             "give it more time, such as allowance: 100 ms, or a lighter model"});
    }
    return found;
}

std::string pacesOf(const Graph& graph) {
    std::string text;
    for (const Graph::Vertex& vertex : graph.vertices)
        if (auto* model = dynamic_cast<const ModelNode*>(vertex.node.get())) {
            ModelPace::Report pace = model->pace().report();
            text += fmt::format(
                "{}: {} of {} blocks too late; half of them took at most {:.0f} % of their time, 99 "
                "of 100 {:.0f} %, the worst {:.0f} %\n",
                vertex.name, pace.missed, pace.blocks, pace.median * 100, pace.ninetyNinth * 100,
                pace.worst * 100);
        }
    return text;
}

int64_t missedBlocks(const Graph& graph) {
    int64_t missed = 0;
    for (const Graph::Vertex& vertex : graph.vertices)
        if (auto* model = dynamic_cast<const ModelNode*>(vertex.node.get()))
            missed += model->pace().report().missed;
    return missed;
}

}
