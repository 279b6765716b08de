// Walks through the plan: forwards to add up what every path delays, backwards along the longest of them.
// SPDX-License-Identifier: MIT
#include "framework/graph/lateness.h"
#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace stemwright {

namespace {

constexpr double mostLatency = 20; // ms; beyond it a player hears herself late

struct Lateness {
    int least = 0, most = 0; // frames
};

class Walk {
  public:
    explicit Walk(const Plan& plan)
        : plan_(plan), taskOf_(plan.graph.vertices.size()), inputsOf_(taskOf_.size()) {
        for (size_t t = 0; t < plan.tasks.size(); ++t) taskOf_[size_t(plan.tasks[t].vertex)] = int(t);
        for (const Wire& wire : plan.graph.wires) inputsOf_[size_t(wire.to.vertex)].push_back(&wire);
    }

    /// By vertex, of what its ports hear.
    std::vector<Lateness> lateness() const {
        std::vector<Lateness> late(taskOf_.size());
        for (const Task& task : plan_.tasks) {
            const Node& own = node(task.vertex);
            std::vector<size_t> fed(task.inputs.size()); // feeds stand in the order of the wires
            bool hears = false;
            Lateness& here = late[size_t(task.vertex)]; // a source goes with the engine
            for (const Wire* wire : inputsOf_[size_t(task.vertex)]) {
                if (wire->to.input < 0) continue;
                size_t port = size_t(wire->to.input);
                const Feed& feed = task.inputs[port].feeds[fed[port]++];
                if (isCut(*wire)) {
                    if (!hears) here = {task.arrival, task.arrival}; // an echo is as late as it is made
                    continue;
                }
                int more = node(wire->from.vertex).latency() + feed.lag - own.advance();
                const Lateness& before = late[size_t(wire->from.vertex)];
                here.least = hears ? std::min(here.least, before.least + more) : before.least + more;
                here.most = hears ? std::max(here.most, before.most + more) : before.most + more;
                hears = true;
            }
        }
        return late;
    }

    /// The node that adds most to the latency of the longest path to `vertex`.
    int slowest(int vertex) const {
        int found = vertex;
        for (int v = vertex; v >= 0; v = latest(v))
            if (node(v).latency() > node(found).latency()) found = v;
        return found;
    }

    const Node& node(int vertex) const { return *plan_.graph.vertices[size_t(vertex)].node; }

  private:
    bool isCut(const Wire& wire) const {
        return taskOf_[size_t(wire.from.vertex)] >= taskOf_[size_t(wire.to.vertex)];
    }

    int departure(int vertex) const {
        return plan_.tasks[size_t(taskOf_[size_t(vertex)])].arrival + node(vertex).latency();
    }

    // What the others must wait for; -1 at the beginning.
    int latest(int vertex) const {
        int found = -1;
        for (const Wire* wire : inputsOf_[size_t(vertex)])
            if (!isCut(*wire) && (found < 0 || departure(wire->from.vertex) > departure(found)))
                found = wire->from.vertex;
        return found;
    }

    const Plan& plan_;
    std::vector<int> taskOf_;                        // by vertex
    std::vector<std::vector<const Wire*>> inputsOf_; // by vertex
};

}

int displacement(const Plan& plan, const PlannedOutput& output) {
    Walk walk(plan);
    Lateness late = walk.lateness()[size_t(output.vertex)];
    int dropped = output.latency - walk.node(output.vertex).latency();
    int least = late.least - dropped, most = late.most - dropped;
    return std::abs(least) > std::abs(most) ? least : most;
}

std::vector<Problem> lateOutputs(const Plan& plan) {
    auto shown = [&](int frames) {
        return formatQuantity(std::round(frames / plan.graph.timeline.rate * 1e4) / 10, Unit::ms);
    };
    std::vector<Problem> warnings;
    for (size_t o = 0; o < plan.outputs.size(); ++o) {
        const PlannedOutput& output = plan.outputs[o];
        if (output.latency / plan.graph.timeline.rate * 1e3 <= mostLatency) continue;
        const Graph::Vertex& slow = plan.graph.vertices[size_t(Walk(plan).slowest(output.vertex))];
        warnings.push_back(
            {plan.graph.outputs[o].place,
             "the output \"" + output.name + "\" has a latency of " + shown(output.latency) + ", " +
                 shown(slow.node->latency()) + " of it in " + slow.name,
             "files are not late by it; to play live, shorten the look-ahead of " + slow.name});
    }
    return warnings;
}

}
