// Compiles a graph: channels, preparation, latencies and order.
// SPDX-License-Identifier: MIT
#include "framework/graph/plan.h"
#include "framework/graph/allotment.h"
#include "framework/graph/latency.h"
#include <algorithm>
#include <cmath>
#include <deque>

namespace stemwright {

namespace {

// A feedback loop and the sum of all tails go on for at most this long after the last source has ended.
constexpr double longestTail = 30; // s
constexpr double loopTail = 10;    // s

class Compiler {
  public:
    Compiler(Graph graph, Arrangement arrangement) : plan_(std::make_shared<Plan>()), graph_(plan_->graph) {
        graph_ = std::move(graph);
        plan_->arrangement = arrangement;
        plan_->moves = &Registry::instance().moves();
        inputsOf_.resize(graph_.vertices.size());
        outputsOf_.resize(graph_.vertices.size());
        for (size_t w = 0; w < graph_.wires.size(); ++w) {
            inputsOf_[graph_.wires[w].to.vertex].push_back(int(w));
            outputsOf_[graph_.wires[w].from.vertex].push_back(int(w));
        }
    }

    std::shared_ptr<const Plan> run() {
        stopAtProblems(graph_.problems);
        spreadChannels();
        prepare();
        stopAtProblems(problems_);
        order_ = findOrder(graph_);
        stopAtProblems(order_.problems);
        findLatencies();
        stopAtProblems(problems_);
        findLength();
        makeTasks();
        return plan_;
    }

  private:
    static void stopAtProblems(const std::vector<Problem>& problems) {
        if (!problems.empty()) throw Error(problems);
    }

    Node& node(int vertex) { return *graph_.vertices[vertex].node; }
    const AudioOut& port(const Source& from) { return *node(from.vertex).outputs()[from.sound]; }
    int channelsOf(const Source& from) { return from.channel >= 0 ? 1 : port(from).channels; }

    // Channels run down the wires until nothing changes; in loops they can only grow, and only to the widest
    // source.
    void spreadChannels() {
        size_t count = graph_.vertices.size();
        std::deque<int> todo;
        std::vector<char> queued(count, 1);
        std::vector<int> visits(count);
        for (size_t v = 0; v < count; ++v) todo.push_back(int(v));
        while (!todo.empty()) {
            int v = todo.front();
            todo.pop_front();
            queued[v] = 0;
            std::vector<int> channels(node(v).inputs().size()), before;
            for (const AudioIn* in : node(v).inputs()) channels[in->index] = in->need == Need::required;
            for (int w : inputsOf_[v])
                if (const Wire& wire = graph_.wires[w]; wire.to.input >= 0)
                    channels[wire.to.input] = std::max({channels[wire.to.input], 1, channelsOf(wire.from)});
            for (const AudioOut* out : node(v).outputs()) before.push_back(out->channels);
            node(v).arrange(channels);
            bool changed = false;
            for (const AudioOut* out : node(v).outputs()) changed |= before[out->index] != out->channels;
            if (!changed || ++visits[v] > 1024) continue;
            for (int w : outputsOf_[v])
                if (int to = graph_.wires[w].to.vertex; !queued[to]) queued[to] = 1, todo.push_back(to);
        }
        for (const Graph::Vertex& v : graph_.vertices) {
            int widest = 0;
            for (const AudioIn* in : v.node->inputs()) widest = std::max(widest, in->channels);
            for (const AudioOut* out : v.node->outputs()) widest = std::max(widest, out->channels);
            if (widest > mostChannels)
                problems_.push_back({v.place, v.name + " has " + std::to_string(widest) + " channels",
                                     "use at most " + std::to_string(mostChannels)});
        }
        for (const Demand& demand : graph_.demands)
            if (int heard = node(demand.vertex).inputs()[0]->channels; heard != demand.channels)
                problems_.push_back({demand.place,
                                     demand.cause + ", but hears " +
                                         (heard == 1 ? "one channel" : std::to_string(heard) + " channels"),
                                     demand.cure});
        for (const Wire& wire : graph_.wires)
            if (wire.from.channel >= 0 && wire.from.channel >= port(wire.from).channels)
                problems_.push_back({wire.place,
                                     wire.text + ": " + graph_.vertices[wire.from.vertex].name + " has " +
                                         std::to_string(port(wire.from).channels) +
                                         (port(wire.from).channels == 1 ? " channel" : " channels"),
                                     "channels are counted from 1"});
    }

    void prepare() {
        for (const Graph::Vertex& v : graph_.vertices) try {
                v.node->prepare();
            } catch (const Error& error) {
                for (Problem p : error.problems()) {
                    if (p.place.file.empty()) p.place = v.place;
                    problems_.push_back(std::move(p));
                }
            }
    }

    void findLatencies() {
        Latency latency = findLatency(graph_, order_);
        problems_ = std::move(latency.problems);
        arrival_ = std::move(latency.arrival);
        for (size_t v = 0; v < graph_.vertices.size(); ++v) node(int(v)).advanceBy(latency.advance[v]);
    }

    int departure(int vertex) { return arrival_[vertex] + node(vertex).latency(); }

    int lagOf(const Wire& wire) {
        return arrival_[wire.to.vertex] + (wire.to.input >= 0 ? node(wire.to.vertex).advance() : 0) -
               departure(wire.from.vertex);
    }

    void findLength() {
        std::vector<double> last(graph_.vertices.size());
        double ends = 0;
        for (int v : order_.vertices) {
            last[v] = node(v).end();
            if (std::isfinite(last[v])) ends = std::max(ends, last[v]);
            bool closesLoop = false;
            for (int w : inputsOf_[v]) {
                if (graph_.wires[w].to.input < 0) continue;
                closesLoop |= order_.cut[w];
                if (!order_.cut[w]) last[v] = std::max(last[v], last[graph_.wires[w].from.vertex]);
            }
            if (last[v] > 0)
                last[v] += std::max(0.0, node(v).tail() - node(v).latency()) +
                           (closesLoop ? loopTail * graph_.timeline.rate : 0);
        }
        double length = 0;
        for (const Output& output : graph_.outputs) length = std::max(length, last[output.vertex]);
        if (std::isfinite(length))
            length = std::min(std::ceil(length), ends + longestTail * graph_.timeline.rate);
        plan_->length = graph_.length >= 0 ? graph_.length : length;
    }

    void makeTasks() {
        std::vector<int> firstControl(graph_.vertices.size()), departures(graph_.vertices.size());
        for (int v : order_.vertices) {
            firstControl[v] = plan_->controlCount;
            plan_->controlCount += int(node(v).controls().size());
            departures[v] = departure(v);
        }
        plan_->controlReach.assign(plan_->controlCount, 0);
        std::vector<Task> tasks;
        Feeders feeders(graph_.vertices.size());
        for (int v = 0; v < int(graph_.vertices.size()); ++v) {
            feeders[v].resize(node(v).inputs().size());
            Task& task = tasks.emplace_back(Task{
                v, std::vector<PlannedInput>(feeders[v].size()), {}, firstControl[v], {}, {}, arrival_[v]});
            for (int w : inputsOf_[v]) {
                const Wire& wire = graph_.wires[w];
                int lag = lagOf(wire);
                if (wire.to.number >= 0) {
                    int control = firstControl[wire.from.vertex] + wire.from.control;
                    task.modulations.push_back({wire.to.number, control, wire.depth, lag});
                    plan_->controlReach[control] = std::max(plan_->controlReach[control], lag);
                    continue;
                }
                PlannedInput& input = task.inputs[wire.to.input];
                if (!isPlain(wire) || lag > 0 || !input.feeds.empty()) input.kind = PlannedInput::Kind::sum;
                input.feeds.push_back({{}, -1, lag, termsOf(wire), wire.level});
                feeders[v][wire.to.input].push_back(wire.from);
            }
        }
        allot(*plan_, std::move(tasks), order_, feeders, departures);
    }

    int channelsInto(const Wire& wire) { return node(wire.to.vertex).inputs()[wire.to.input]->channels; }

    // Whether the input could be the source's own memory.
    bool isPlain(const Wire& wire) {
        return !wire.level.curve && wire.level.constant == 0 && wire.from.channel < 0 &&
               port(wire.from).channels == channelsInto(wire);
    }

    std::vector<MixTerm> termsOf(const Wire& wire) {
        if (wire.from.channel < 0) return mixTerms(port(wire.from).channels, channelsInto(wire));
        std::vector<MixTerm> terms = mixTerms(1, channelsInto(wire));
        for (MixTerm& term : terms) term.from = wire.from.channel;
        return terms;
    }

    std::shared_ptr<Plan> plan_;
    Graph& graph_;
    std::vector<Problem> problems_;
    std::vector<std::vector<int>> inputsOf_, outputsOf_; // wires by vertex
    Order order_;
    std::vector<int> arrival_;
};

}

int Plan::rowCount() const {
    int rows = 0;
    for (const Section& section : sections) rows += section.rowCount;
    return rows;
}

std::shared_ptr<const Plan> compile(Graph graph, Arrangement arrangement) {
    graph.connectRequests();
    return Compiler(std::move(graph), arrangement).run();
}

}
