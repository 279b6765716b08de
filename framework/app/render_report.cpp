// Writes the results of a render as text.
// SPDX-License-Identifier: MIT
#include "framework/app/render_report.h"
#include "framework/app/measures_text.h"
#include "framework/app/time_text.h"
#include "framework/describe/version.h"
#include "framework/graph/lateness.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <numeric>

namespace stemwright {

using Json = nlohmann::ordered_json;

std::string summaryText(const RenderResult& result) {
    std::string text;
    for (const FoundGain& gain : result.gains)
        if (gain.search.state() == LoudnessSearch::State::reached) text += gainText(gain) + "\n";
    for (const Recorded& output : result.outputs) {
        if (output.file.empty()) continue;
        text += output.file;
        if (const auto& m = output.measures)
            text += fmt::format(": {}, {} LUFS, {} dBTP, range {} LU", clockTime(m->duration),
                                figure(m->integrated), figure(m->truePeak), figure(m->range));
        text += "\n";
    }
    return text;
}

std::vector<Problem> clippings(const RenderResult& result) {
    std::vector<Problem> found;
    for (const Recorded& output : result.outputs)
        if (output.clipped > 0)
            found.push_back({{output.file},
                             fmt::format("{} {} beyond full scale and clipped", output.clipped,
                                         output.clipped == 1 ? "sample was" : "samples were"),
                             "lower the output, end it with a limiter, or render with --depth float"});
    return found;
}

static Json targetsJson(const RenderResult& result) {
    Json targets = Json::object();
    for (const FoundGain& gain : result.gains)
        targets[gain.target.output] = {{"target", gain.target.loudness},
                                       {"integrated", gain.search.loudness()},
                                       {"true_peak", gain.search.truePeak()},
                                       {"gain", gain.search.gain()},
                                       {"site", gain.target.site},
                                       {"reached", gain.search.state() == LoudnessSearch::State::reached},
                                       {"renders", gain.search.renders()}};
    return targets;
}

static Json outputsJson(const RenderTask& task, const RenderResult& result) {
    Json outputs = Json::object();
    for (size_t o = 0; o < result.outputs.size(); ++o) { // all of the plan's, where there are statistics
        const Recorded& output = result.outputs[o];
        Json one = {{"file", output.file.empty() ? Json() : Json(output.file)},
                    {"latency", task.plan().outputs[o].latency / task.plan().graph.timeline.rate},
                    {"displacement", displacement(task.plan(), task.plan().outputs[o])},
                    {"clipped", output.clipped}};
        if (output.measures) one.update(measuresJson(*output.measures));
        outputs[output.output] = std::move(one);
    }
    return outputs;
}

static Json nodesJson(const RenderTask& task) {
    const Graph& graph = task.plan().graph;
    std::vector<double> seconds = task.engine().seconds();
    Json nodes = Json::object();
    for (size_t v = 0; v < graph.vertices.size(); ++v) {
        const Graph::Vertex& vertex = graph.vertices[v];
        Json& one = nodes[vertex.name] = {{"type", vertex.type->name},
                                          {"latency", vertex.node->latency() / graph.timeline.rate}};
        if (!seconds.empty()) one["seconds"] = seconds[v];
    }
    for (const Engine::ControlRange& range : task.engine().controlRanges()) {
        const Graph::Vertex& vertex = graph.vertices[size_t(range.vertex)];
        const ControlOut& control = *vertex.node->controls()[size_t(range.control)];
        nodes[vertex.name]["controls"][control.name] = {{"least", range.least},
                                                        {"greatest", range.greatest},
                                                        {"last", range.last},
                                                        {"unit", symbol(control.unit)}};
    }
    return nodes;
}

std::string statsText(const RenderTask& task, const RenderResult& result) {
    const Plan& plan = task.plan();
    double rate = plan.graph.timeline.rate;
    Json faults = Json::array(), broken = Json::array();
    for (const Engine::Fault& fault : task.engine().faults())
        faults.push_back({{"node", plan.graph.vertices[size_t(fault.vertex)].name},
                          {"quanta", fault.quanta},
                          {"first", double(fault.firstFrame) / rate}});
    for (const Problem& problem : result.broken) broken.push_back(problem.text());
    return jsonText({{"stemwright", version()},
                     {"mix", task.options().mix},
                     {"rate", rate},
                     {"length", plan.length / rate},
                     {"from", double(task.cut().from) / rate},
                     {"to", double(task.cut().to) / rate},
                     {"seconds", result.seconds},
                     {"speed", result.speed},
                     {"plan",
                      {{"nodes", plan.graph.vertices.size()},
                       {"wires", plan.graph.wires.size()},
                       {"rows", plan.rowCount()},
                       {"rings", plan.rings.size()}}},
                     {"targets", targetsJson(result)},
                     {"outputs", outputsJson(task, result)},
                     {"nodes", nodesJson(task)},
                     {"faults", std::move(faults)},
                     {"broken", std::move(broken)}});
}

// The slowest first; what takes no time worth a line is added up.
static std::string table(const std::string& title, std::vector<std::pair<std::string, double>> rows,
                         double song) {
    double total = 0;
    for (const auto& [name, seconds] : rows) total += seconds;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    constexpr size_t most = 40;
    if (rows.size() > most) {
        double rest = 0;
        for (size_t i = most; i < rows.size(); ++i) rest += rows[i].second;
        size_t others = rows.size() - most;
        rows.resize(most);
        rows.emplace_back(fmt::format("{} others", others), rest);
    }
    size_t width = title.size();
    for (const auto& [name, seconds] : rows) width = std::max(width, name.size());
    auto line = [&](const std::string& name, double seconds) {
        return fmt::format("{:<{}}  {:5.1f} %  {:9.2f} ms  {:9.0f} x\n", name, width,
                           total > 0 ? seconds / total * 100 : 0, seconds * 1e3,
                           seconds > 0 ? song / seconds : 0);
    };
    std::string text = fmt::format("\n{:<{}}    time         in all    real time\n", title, width);
    for (const auto& [name, seconds] : rows) text += line(name, seconds);
    return text + line("all", total);
}

std::string profileText(const RenderTask& task, const RenderResult& result) {
    const Graph& graph = task.plan().graph;
    std::vector<double> seconds = task.engine().seconds();
    double song = double(task.engine().frame()) / graph.timeline.rate;
    std::vector<std::pair<std::string, double>> nodes;
    std::map<std::string, std::pair<int, double>> types;
    for (size_t v = 0; v < seconds.size(); ++v) {
        const std::string& type = graph.vertices[v].type->name;
        nodes.emplace_back(graph.vertices[v].name + " (" + type + ")", seconds[v]);
        ++types[type].first;
        types[type].second += seconds[v];
    }
    std::vector<std::pair<std::string, double>> byType;
    for (const auto& [name, sum] : types)
        byType.emplace_back(fmt::format("{} x {}", sum.first, name), sum.second);
    double inNodes = std::accumulate(seconds.begin(), seconds.end(), 0.0);
    return table("node", std::move(nodes), song) + table("type", std::move(byType), song) +
           fmt::format("\n{} of song in {:.2f} s, {:.1f} x real time; {:.2f} s of it outside of nodes: files "
                       "and measures\n",
                       clockTime(song), result.seconds, result.speed,
                       std::max(result.seconds - inNodes, 0.0));
}

}
