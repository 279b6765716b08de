// Loads with a note of every file, at the rate that is asked for.
// SPDX-License-Identifier: MIT
#include "framework/app/live_source.h"
#include "framework/app/device_inputs.h"
#include "framework/app/exit_status.h"
#include "framework/app/render_options.h"
#include "framework/app/source_protection.h"
#include "framework/app/time_text.h"
#include "framework/control/faders.h"
#include "framework/document/document_script.h"
#include "framework/document/mix.h"
#include "framework/graph/lateness.h"
#include "framework/lua/script_node.h"
#include "framework/neural/load.h"
#include "framework/neural/model_node.h"
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

// Scripts and models are files of the mix too, also those that are wrong.
Mix LiveSource::makeWatched(const Document& document) {
    try {
        Mix mix = makeMix(document);
        for (const Graph::Vertex& vertex : mix.graph.vertices) {
            if (auto* node = dynamic_cast<const FileDefinedNode*>(vertex.node.get()))
                files_.push_back(node->definingFile());
            if (auto* model = dynamic_cast<const ModelNode*>(vertex.node.get()))
                for (const std::string& beside : descriptionsBeside(model->definingFile()))
                    files_.push_back(beside);
            if (auto* script = dynamic_cast<ScriptNode*>(vertex.node.get()))
                script->idles(IdleScript::Idling::aside);
        }
        return mix;
    } catch (const Error& error) {
        for (const Problem& problem : error.problems())
            if (!problem.place.file.empty()) files_.push_back(problem.place.file);
        throw;
    }
}

void LiveSource::load(const Interruption& interruption) {
    Loaded loaded;
    files_ = {options_.mix};
    SoundsOfScripts sounds(files_);
    loaded.document = loadDocument(options_.mix, [&](const std::string& path, auto& problems) {
        files_.push_back(path);
        auto text = readTextFile(path, problems);
        if (path == options_.mix && text) loaded.text = *text;
        return text;
    });
    if (!options_.rate.empty()) setRate(loaded.document.whole, options_.rate);
    Mix mix = makeWatched(loaded.document);
    std::vector<std::string> names = outputsOf(options_, mix.graph);
    loaded.routes = readRoutes("--output", options_.outputs);
    if (loaded.routes.empty()) loaded.routes.push_back({names[0], {}});
    for (const DeviceRoute& route : loaded.routes)
        if (std::find(names.begin(), names.end(), route.name) == names.end())
            throw UsageError({"--output"}, "the mix has no output \"" + route.name + "\"",
                             suggestion(route.name, names));
    loaded.takes = readTakes(options_.records, "outputs." + loaded.routes[0].name);
    for (const LiveTake& take : loaded.takes) protectSources(mix.graph, options_.mix, take.file);
    loaded.metered = meteredIn(loaded.document.whole, mix.graph);
    listenTo(loaded.takes, loaded.metered, mix.graph);
    addGains(mix.graph, mix.targets);
    if (options_.isControlled() || !mix.midi.bindings.empty())
        loaded.faders =
            std::make_shared<const std::vector<Fader>>(addFaders(mix.graph, loaded.document.whole));
    loaded.plan = compile(std::move(mix.graph), {.threads = options_.threads}); // turns of a quantum
    findOutputs(loaded);
    if (now_.plan && loaded.widths != now_.widths)
        throw Error({options_.mix}, "what is played or recorded now has other channels",
                    "start again to play it");
    loaded.part = partOf(options_, *loaded.plan);
    std::vector<FoundGain> gains;
    for (const FoundGain& gain : gains_.value_or(std::vector<FoundGain>{}))
        if (loaded.plan->graph.find(gain.target.gain()) >= 0) gains.push_back(gain);
    if (!gains_ && !mix.targets.empty()) {
        checkTheyEnd(mix.targets, *loaded.plan);
        auto found = findGains(loaded.plan, mix.targets,
                               options_.quiet ? Drawing::never : Drawing::onTerminal, interruption);
        if (!found) throw FailedError("interrupted");
        gains = *found;
    }
    setGains(*loaded.plan, gains);
    for (const DeviceRoute& route : loaded.routes) loaded.outputs.push_back(route.name);
    loaded.warnings = std::move(mix.warnings);
    loaded.midi = std::move(mix.midi);
    now_ = std::move(loaded);
    makeInputs();
    gains_ = std::move(gains);
    for (const LoudnessTarget& target : mix.targets)
        if (std::none_of(gains_->begin(), gains_->end(),
                         [&](const FoundGain& gain) { return gain.target.output == target.output; }))
            now_.warnings.push_back({target.place,
                                     "this loudness target came while the mix played, and has no gain",
                                     "start again, so that it is looked for"});
    for (Problem& problem : lateOutputs(*now_.plan))
        if (problem.place.file != "--record") now_.warnings.push_back(std::move(problem));
    if (!approved_.plan) approve();
}

// Tracks are seen by others only: a terminal is not high enough.
std::vector<std::string> LiveSource::meteredIn(const Datum& document, const Graph& graph) const {
    std::vector<std::string> metered;
    for (const std::string section : {"buses", "tracks"}) {
        const Datum* strips = document.find(section);
        if (!strips || (section == "tracks" && !options_.isControlled())) continue;
        for (const auto& [key, strip] : strips->entries)
            if (graph.source(key.name)) metered.push_back(section + "." + key.name);
    }
    return metered;
}

void LiveSource::findOutputs(Loaded& loaded) {
    for (const DeviceRoute& route : loaded.routes)
        loaded.indices.push_back(indexOf(route.name, *loaded.plan));
    for (const LiveTake& take : loaded.takes)
        if (!take.hasInputs()) loaded.indices.push_back(indexOf(take.heard(), *loaded.plan));
    for (int o : loaded.indices) loaded.widths.push_back(loaded.plan->outputs[size_t(o)].channels);
}

// As many as are heard at the first time: the device is opened only once.
void LiveSource::makeInputs() {
    int heard = inputsHeard(now_.plan->graph);
    if (!gains_) {
        for (const DeviceRoute& route : readRoutes("--monitor", options_.monitors))
            heard = std::max(heard, readChannel("--monitor", route.name) + 1);
        bool recorded = std::any_of(now_.takes.begin(), now_.takes.end(),
                                    [](const auto& take) { return take.hasInputs(); });
        int channels = options_.inputs > 0 ? options_.inputs : recorded && heard == 0 ? 2 : heard;
        if (channels > 0)
            inputs_ = std::make_unique<InputRing>(channels, int64_t(4 * now_.plan->graph.timeline.rate));
    }
    int open = inputs_ ? inputs_->channels() : 0;
    if (heard > open)
        now_.warnings.push_back({{options_.mix},
                                 "input " + std::to_string(heard) + " is silent: " + std::to_string(open) +
                                     " inputs of the device are open",
                                 "start again with --inputs " + std::to_string(heard)});
}

LiveSource::LiveSource(LiveOptions options) : options_(std::move(options)) {
    if (options_.threads > 1) crew_ = std::make_unique<LiveCrew>(options_.threads - 1);
}

Rides::Settings LiveSource::rides() { return {now_.faders, &numbers_, reports_}; }

std::unique_ptr<LiveMix> LiveSource::make(Cut part, const LiveMix* before) {
    auto mix =
        std::make_unique<LiveMix>(now_.plan, now_.indices, part, before, inputs_.get(), rides(), crew_.get());
    std::vector<int> metered;
    for (const std::string& strip : now_.metered) metered.push_back(indexOf(endOf(strip), *now_.plan));
    mix->meter(std::move(metered));
    return mix;
}

std::unique_ptr<LiveMix> LiveSource::make(const LiveMix* before) { return make(now_.part, before); }

std::unique_ptr<LiveMix> LiveSource::makeFrom(int64_t frame) {
    return make(Cut{frame, now_.part.to}, nullptr);
}

}
