// Loads with a note of every file, at the rate that is asked for.
// SPDX-License-Identifier: MIT
#include "framework/app/live_source.h"
#include "framework/app/device_inputs.h"
#include "framework/app/exit_status.h"
#include "framework/app/render_options.h"
#include "framework/app/time_text.h"
#include "framework/document/mix.h"
#include "framework/graph/lateness.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

// As if the session said so.
static void setRate(Datum& document, const std::string& rate) {
    if (!document.isMap()) return;
    auto valueOf = [](Datum& map, const std::string& name) -> Datum& {
        for (auto& [key, value] : map.entries)
            if (key.name == name) return value;
        map.entries.push_back({{name, {}}, {}});
        return map.entries.back().second;
    };
    Datum& session = valueOf(document, "session");
    if (session.kind == Datum::Kind::none) session = Datum::map({});
    if (!session.isMap()) return; // a problem of its own
    Datum& written = valueOf(session, "rate");
    written = Datum(rate);
    written.place = {"--rate"};
}

static Cut partOf(const LiveOptions& options, const Plan& plan) {
    constexpr int64_t never = int64_t(1) << 60;
    double rate = plan.graph.timeline.rate;
    if (plan.length <= 0)
        throw Error({options.mix}, "the mix is 0 seconds long: nothing in it makes a sound",
                    "add a track, or set session: {length: 10 s}");
    double from = options.from.empty() ? 0 : songFrames("--from", options.from, plan.graph.timeline);
    if (from >= plan.length)
        throw UsageError({"--from"},
                         "\"" + options.from + "\" is after the end of the mix, which is " +
                             clockTime(plan.length / rate) + " long",
                         "begin earlier");
    return {int64_t(from), std::isinf(plan.length) ? never : int64_t(plan.length)};
}

// Those of the document, without what is only recorded.
static std::vector<std::string> outputsOf(const LiveOptions& options, const Graph& graph) {
    std::vector<std::string> names;
    for (const Output& output : graph.outputs) names.push_back(output.name);
    if (names.empty())
        throw Error({options.mix}, "the mix has no output", "name one: outputs: {mix: {from: NODE}}");
    return names;
}

static int indexOf(const std::string& name, const Plan& plan) {
    auto output = std::find_if(plan.outputs.begin(), plan.outputs.end(),
                               [&](const PlannedOutput& o) { return o.name == name; });
    return int(output - plan.outputs.begin());
}

void LiveSource::load(const Interruption& interruption) {
    files_ = {options_.mix};
    Document document = loadDocument(options_.mix, [&](const std::string& path, auto& problems) {
        files_.push_back(path);
        return readTextFile(path, problems);
    });
    if (!options_.rate.empty()) setRate(document.whole, options_.rate);
    Mix mix = makeMix(std::move(document));
    std::vector<std::string> names = outputsOf(options_, mix.graph);
    std::vector<DeviceRoute> routes = readRoutes("--output", options_.outputs);
    if (routes.empty()) routes.push_back({names[0], {}});
    for (const DeviceRoute& route : routes)
        if (std::find(names.begin(), names.end(), route.name) == names.end())
            throw UsageError({"--output"}, "the mix has no output \"" + route.name + "\"",
                             suggestion(route.name, names));
    std::vector<LiveTake> takes = readTakes(options_.records, "outputs." + routes[0].name);
    listenTo(takes, mix.graph);
    addGains(mix.graph, mix.targets);
    std::shared_ptr<const Plan> plan = compile(std::move(mix.graph)); // one thread, turns of a quantum
    std::vector<int> indices, widths;
    for (const DeviceRoute& route : routes) indices.push_back(indexOf(route.name, *plan));
    for (const LiveTake& take : takes)
        if (!take.hasInputs()) indices.push_back(indexOf(take.heard(), *plan));
    for (int o : indices) widths.push_back(plan->outputs[size_t(o)].channels);
    if (plan_ && widths != widths_)
        throw Error({options_.mix}, "what is played or recorded now has other channels",
                    "start again to play it");
    Cut part = partOf(options_, *plan);
    std::vector<FoundGain> gains;
    for (const FoundGain& gain : gains_.value_or(std::vector<FoundGain>{}))
        if (plan->graph.find(gain.target.gain()) >= 0) gains.push_back(gain);
    if (!gains_ && !mix.targets.empty()) {
        checkTheyEnd(mix.targets, *plan);
        auto found =
            findGains(plan, mix.targets, options_.quiet ? Drawing::never : Drawing::onTerminal, interruption);
        if (!found) throw FailedError("interrupted");
        gains = *found;
    }
    setGains(*plan, gains);
    plan_ = std::move(plan);
    indices_ = std::move(indices);
    part_ = part;
    widths_ = std::move(widths);
    routes_ = std::move(routes);
    takes_ = std::move(takes);
    outputs_.clear();
    for (const DeviceRoute& route : routes_) outputs_.push_back(route.name);
    warnings_ = std::move(mix.warnings);
    makeInputs();
    gains_ = std::move(gains);
    for (const LoudnessTarget& target : mix.targets)
        if (std::none_of(gains_->begin(), gains_->end(),
                         [&](const FoundGain& gain) { return gain.target.output == target.output; }))
            warnings_.push_back({target.place,
                                 "this loudness target came while the mix played, and has no gain",
                                 "start again, so that it is looked for"});
    for (Problem& problem : lateOutputs(*plan_))
        if (problem.place.file != "--record") warnings_.push_back(std::move(problem));
}

// As many as are heard at the first time: the device is opened only once.
void LiveSource::makeInputs() {
    int heard = inputsHeard(plan_->graph);
    if (!gains_) {
        for (const DeviceRoute& route : readRoutes("--monitor", options_.monitors))
            heard = std::max(heard, readChannel("--monitor", route.name) + 1);
        bool recorded =
            std::any_of(takes_.begin(), takes_.end(), [](const auto& take) { return take.hasInputs(); });
        int channels = options_.inputs > 0 ? options_.inputs : recorded && heard == 0 ? 2 : heard;
        if (channels > 0)
            inputs_ = std::make_unique<InputRing>(channels, int64_t(4 * plan_->graph.timeline.rate));
    }
    int open = inputs_ ? inputs_->channels() : 0;
    if (heard > open)
        warnings_.push_back({{options_.mix},
                             "input " + std::to_string(heard) + " is silent: " + std::to_string(open) +
                                 " inputs of the device are open",
                             "start again with --inputs " + std::to_string(heard)});
}

std::unique_ptr<LiveMix> LiveSource::make(const LiveMix* before) const {
    return std::make_unique<LiveMix>(plan_, indices_, part_, before, inputs_.get());
}

}
