// Loads with a note of every file, at the rate that is asked for.
// SPDX-License-Identifier: MIT
#include "framework/app/live_source.h"
#include "framework/app/exit_status.h"
#include "framework/app/render_options.h"
#include "framework/app/time_text.h"
#include "framework/control/faders.h"
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

static std::vector<int> outputsOf(const LiveOptions& options, const Plan& plan) {
    if (plan.outputs.empty())
        throw Error({options.mix}, "the mix has no output", "name one: outputs: {mix: {from: NODE}}");
    if (options.outputs.empty()) return {0};
    std::vector<std::string> names;
    for (const PlannedOutput& output : plan.outputs) names.push_back(output.name);
    std::vector<int> found;
    for (const std::string& name : options.outputs) {
        auto at = std::find(names.begin(), names.end(), name);
        if (at == names.end())
            throw UsageError({"--output"}, "the mix has no output \"" + name + "\"", suggestion(name, names));
        found.push_back(int(at - names.begin()));
    }
    return found;
}

void LiveSource::load(const Interruption& interruption) {
    Loaded loaded;
    files_ = {options_.mix};
    loaded.document = loadDocument(options_.mix, [&](const std::string& path, auto& problems) {
        files_.push_back(path);
        auto text = readTextFile(path, problems);
        if (path == options_.mix && text) loaded.text = *text;
        return text;
    });
    if (!options_.rate.empty()) setRate(loaded.document.whole, options_.rate);
    Mix mix = makeMix(loaded.document);
    addGains(mix.graph, mix.targets);
    if (options_.isControlled() || !mix.midi.bindings.empty())
        loaded.faders =
            std::make_shared<const std::vector<Fader>>(addFaders(mix.graph, loaded.document.whole));
    loaded.plan = compile(std::move(mix.graph)); // one thread, turns of a quantum
    loaded.indices = outputsOf(options_, *loaded.plan);
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
    gains_ = std::move(gains);
    for (int o : loaded.indices) loaded.outputs.push_back(loaded.plan->outputs[size_t(o)].name);
    loaded.warnings = std::move(mix.warnings);
    loaded.midi = std::move(mix.midi);
    for (const LoudnessTarget& target : mix.targets)
        if (std::none_of(gains_->begin(), gains_->end(),
                         [&](const FoundGain& gain) { return gain.target.output == target.output; }))
            loaded.warnings.push_back({target.place,
                                       "this loudness target came while the mix played, and has no gain",
                                       "start again, so that it is looked for"});
    for (Problem& problem : lateOutputs(*loaded.plan)) loaded.warnings.push_back(std::move(problem));
    now_ = std::move(loaded);
    if (!approved_.plan) approve();
}

int LiveSource::channels() const {
    int channels = 0;
    for (int o : now_.indices) channels += now_.plan->outputs[size_t(o)].channels;
    return channels;
}

Rides::Settings LiveSource::rides() { return {now_.faders, &numbers_, reports_}; }

std::unique_ptr<LiveMix> LiveSource::make(const LiveMix* before) {
    return std::make_unique<LiveMix>(now_.plan, now_.indices, now_.part, before, rides());
}

std::unique_ptr<LiveMix> LiveSource::makeFrom(int64_t frame) {
    return std::make_unique<LiveMix>(now_.plan, now_.indices, Cut{frame, now_.part.to}, nullptr, rides());
}

}
