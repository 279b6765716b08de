// Pairs nodes by name, and with them their states, the rings behind them and their control signals.
// SPDX-License-Identifier: MIT
#include "framework/engine/handover.h"
#include "framework/engine/mixdown.h"
#include <algorithm>
#include <unordered_map>

namespace stemwright {

namespace {

std::vector<const Task*> tasksByVertex(const Plan& plan) {
    std::vector<const Task*> tasks(plan.graph.vertices.size());
    for (const Task& task : plan.tasks) tasks[size_t(task.vertex)] = &task;
    return tasks;
}

bool haveEqualPorts(const Node& a, const Node& b) {
    auto equal = [](const auto& ports, const auto& others) {
        return std::equal(ports.begin(), ports.end(), others.begin(), others.end(),
                          [](const auto* p, const auto* q) { return p->channels == q->channels; });
    };
    return equal(a.inputs(), b.inputs()) && equal(a.outputs(), b.outputs()) &&
           a.controls().size() == b.controls().size();
}

// Whether the state of one means the same to the other.
bool isHeir(const Graph::Vertex& a, const Graph::Vertex& b) {
    return a.type == b.type && haveEqualPorts(*a.node, *b.node) && a.node->advance() == b.node->advance() &&
           a.node->kernelKey() == b.node->kernelKey();
}

}

Handover::Handover(const Engine& before, Engine& after) : before_(before), after_(after) {
    const Plan &old = before.plan(), &plan = after.plan();
    if (before.runsAhead() || after.runsAhead() || before.turn() != after.turn())
        throw Error("an engine with threads of its own cannot go on where another one is",
                    "let a live crew help both, or make both plans for one thread, and turns of one length");
    std::unordered_map<std::string_view, int> known;
    for (size_t v = 0; v < old.graph.vertices.size(); ++v) known[old.graph.vertices[v].name] = int(v);
    auto oldTasks = tasksByVertex(old), tasks = tasksByVertex(plan);
    auto oldSeats = before.seats(), seats = after.seats();
    std::vector<int> earlier(plan.graph.vertices.size(), -1); // the vertex that a vertex was
    size_t most = 0;
    for (size_t v = 0; v < earlier.size(); ++v) {
        auto found = known.find(plan.graph.vertices[v].name);
        if (found == known.end()) continue;
        size_t o = size_t(found->second);
        if (!oldTasks[o] || !tasks[v] || oldTasks[o]->arrival != tasks[v]->arrival ||
            !isHeir(old.graph.vertices[o], plan.graph.vertices[v]))
            continue;
        size_t size = seats[v].stateSize();
        if (oldSeats[o].stateSize() != size) continue;
        earlier[v] = int(o);
        ++kept_;
        most = std::max(most, size);
        if (size > 0) moves_.push_back({oldSeats[o].batch, seats[v].batch, oldSeats[o].lane, seats[v].lane});
        for (size_t c = 0; c < plan.graph.vertices[v].node->controls().size(); ++c)
            histories_.push_back({oldTasks[o]->firstControl + int(c), tasks[v]->firstControl + int(c)});
    }
    state_.resize(most);
    pairSignals(earlier);
}

void Handover::pairSignals(const std::vector<int>& earlier) {
    const auto &old = before_.plan().rings, &rings = after_.plan().rings;
    for (size_t r = 0; r < rings.size(); ++r)
        for (size_t o = 0; o < old.size(); ++o)
            if (old[o].vertex == earlier[size_t(rings[r].vertex)] && old[o].sound == rings[r].sound)
                rings_.push_back({int(o), int(r)});
}

size_t Handover::bytes() const {
    size_t words = 0;
    for (const Move& move : moves_) words += move.to->stateSize();
    return words * sizeof(uint32_t);
}

void Handover::perform() noexcept {
    after_.frame_ = before_.frame_;
    for (const Move& move : moves_) {
        std::span<uint32_t> state(state_.data(), move.to->stateSize());
        move.from->lift(move.fromLane, state);
        move.to->settle(move.toLane, state);
    }
    const Stores& from = before_.stores();
    Stores& to = after_.stores();
    for (const Pair& ring : rings_)
        to.rings[size_t(ring.to)].take(from.rings[size_t(ring.from)], before_.frame_);
    for (const Pair& history : histories_)
        to.histories[size_t(history.to)].take(from.histories[size_t(history.from)], before_.frame_);
}

}
