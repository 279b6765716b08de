// Puts mix, engine, files and measures together.
// SPDX-License-Identifier: MIT
#include "framework/app/render_task.h"
#include "framework/app/device_inputs.h"
#include "framework/app/exit_status.h"
#include "framework/app/faults.h"
#include "framework/app/source_protection.h"
#include "framework/graph/lateness.h"
#include <algorithm>
#include <filesystem>

namespace stemwright {

namespace fs = std::filesystem;

static bool isFolder(const std::string& target) {
    std::error_code error;
    return target.ends_with('/') || fs::is_directory(target, error);
}

// Hears what was recorded of a device, where it is there.
static Mix renderedMix(const RenderOptions& options, const Selection& selection) {
    Mix mix = mixOf(options, selection);
    if (options.inputs.empty()) return mix;
    if (inputsHeard(mix.graph) == 0)
        throw UsageError({"--inputs"}, "the mix hears no device", "take the option out");
    hearFile(mix.graph, options.inputs);
    return mix;
}

RenderTask::RenderTask(const RenderOptions& options)
    : options_(options), mix_(renderedMix(options, {options.only, options.without})), cache_(options, mix_) {
    addGains(mix_.graph, mix_.targets);
    plan_ = compile(std::move(mix_.graph), options_.arrangement());
    if (plan_->outputs.empty())
        throw Error({options_.mix}, "the mix has no output", "name one: outputs: {mix: {from: NODE}}");
    rate_ = fileRate(options_, plan_->graph.timeline);
    cut_ = chosenCut(options_, *plan_);
    checkTheyEnd(mix_.targets, *plan_);
    for (size_t o = 0; o < plan_->outputs.size(); ++o) // before any work is done
        if (std::string path = fileFor(plan_->outputs[o], o); !path.empty()) {
            formatFor(plan_->outputs[o], path);
            protectSources(plan_->graph, options_.mix, path);
        }
}

void RenderTask::makeEngine(Cut played) {
    int64_t frames = played.to;
    for (const PlannedOutput& output : plan_->outputs) frames = std::max(frames, played.to + output.latency);
    std::shared_ptr<const Plan> plan = cache_.reduced(plan_, frames);
    engine_ = std::make_unique<Engine>(
        std::move(plan), Engine::Options{options_.profile ? Engine::Profiling::on : Engine::Profiling::off,
                                         cache_.witness(), cache_.knownSums()});
}

// Of the mix as it is written: what is left out of a render does not make the rest louder.
std::vector<FoundGain> RenderTask::findGains(const Interruption& interruption) {
    if (mix_.targets.empty()) return {};
    std::shared_ptr<const Plan> all = plan_;
    if (!options_.only.empty() || !options_.without.empty()) {
        Mix mix = renderedMix(options_, {});
        addGains(mix.graph, mix.targets);
        all = compile(std::move(mix.graph), options_.arrangement());
    }
    auto gains = stemwright::findGains(all, mix_.targets, drawing(), interruption);
    if (!gains) interrupted();
    setGains(*plan_, *gains);
    return std::move(*gains);
}

std::string RenderTask::fileFor(const PlannedOutput& output, size_t index) const {
    if (options_.target.empty()) return "";
    if (!isFolder(options_.target)) return index == 0 ? options_.target : "";
    std::string extension = options_.format.empty() ? "wav" : options_.format;
    return (fs::path(options_.target) / (output.name + "." + extension)).string();
}

SoundFormat RenderTask::formatFor(const PlannedOutput& output, const std::string& path) const {
    SoundFormat format;
    format.container = options_.format;
    using Depth = SoundFormat::Depth;
    format.depth = options_.depth == "16"   ? Depth::int16
                   : options_.depth == "32" ? Depth::int32
                   : options_.depth == "24" ? Depth::int24
                                            : Depth::float32;
    format.rate = rate_;
    format.channels = output.channels;
    format.dither = options_.noDither ? SoundFormat::Dither::none : SoundFormat::Dither::triangular;
    format.seed = mix_.session.seed;
    if (path.empty()) return format;
    try {
        return checkedFormat(path, format);
    } catch (const Error& error) {
        throw UsageError(error);
    }
}

// Where the rate changes, the converter must hear what lies around the part, or its ends would not be those
// of the whole.
Cut RenderTask::playedCut() const {
    double rate = plan_->graph.timeline.rate;
    if (rate == rate_) return cut_;
    return {0, int64_t(std::min(plan_->length, double(cut_.to) + rate))};
}

bool RenderTask::hasPromises(const PlannedOutput& output) const {
    return std::any_of(mix_.expectations.begin(), mix_.expectations.end(),
                       [&](const Expectation& e) { return e.output == output.name; });
}

// Outputs that nothing depends on are left out.
bool RenderTask::isWanted(const PlannedOutput& output, const std::string& path) const {
    return !path.empty() || !options_.stats.empty() || hasPromises(output);
}

// Measuring takes longer than many tracks do, so it is done where somebody reads the result.
Recording::Measuring RenderTask::measuring(const PlannedOutput& output, const std::string& path) const {
    bool shown = !path.empty() && !options_.quiet, judged = options_.whole() && hasPromises(output);
    return shown || judged || !options_.stats.empty() ? Recording::Measuring::everything
                                                      : Recording::Measuring::nothing;
}

RenderTask::Recordings RenderTask::open(Cut played) const {
    if (options_.target.ends_with('/')) {
        std::error_code error;
        fs::create_directories(options_.target, error);
        if (error)
            throw Error({options_.target}, "cannot be made: " + error.message(), "write somewhere else");
    }
    double rate = plan_->graph.timeline.rate;
    FilePart part{resampledFrames(cut_.from, rate, rate_), resampledFrames(cut_.to, rate, rate_)};
    Recordings recordings(plan_->outputs.size());
    for (size_t o = 0; o < plan_->outputs.size(); ++o) {
        const PlannedOutput& output = plan_->outputs[o];
        std::string path = fileFor(output, o);
        if (!isWanted(output, path)) continue;
        SoundFormat format = formatFor(output, path);
        format.first = part.first;
        recordings[o] = std::make_unique<Recording>(output.name, path, format, rate, played.from, part,
                                                    measuring(output, path));
    }
    return recordings;
}

Progress RenderTask::play(const Recordings& recordings, Cut played, const Interruption& interruption) const {
    ProgressBar bar(played.to, plan_->graph.timeline.rate, drawing());
    return renderOffline(
        *engine_, played,
        [&](int output, const float* const* channels, int frames) {
            if (recordings[size_t(output)]) recordings[size_t(output)]->add(channels, frames);
        },
        [&](int64_t done) {
            bar.update(done);
            return interruption.requested() ? Progress::cancel : Progress::proceed;
        });
}

void RenderTask::interrupted() const {
    std::string untouched;
    std::error_code error;
    for (size_t o = 0; o < plan_->outputs.size(); ++o)
        if (std::string path = fileFor(plan_->outputs[o], o); !path.empty())
            untouched += (untouched.empty() ? "" : ", ") + path +
                         (fs::exists(path, error) ? " is as it was" : " was not written");
    throw FailedError("interrupted" + (untouched.empty() ? "" : "; " + untouched));
}

std::vector<Problem> RenderTask::judgeAll(const RenderResult& result) const {
    std::vector<Problem> broken;
    // A part of the song, or of its tracks, need not be what the whole promises to be.
    auto promises = options_.whole() ? mix_.expectations : std::vector<Expectation>{};
    if (options_.whole()) broken = brokenCeilings(result.gains);
    for (const Recorded& output : result.outputs) {
        auto planned = std::find_if(plan_->outputs.begin(), plan_->outputs.end(),
                                    [&](const PlannedOutput& o) { return o.name == output.output; });
        int displaced = displacement(*plan_, *planned);
        Measures heard = output.measures.value_or(Measures{});
        heard.notFinite = output.notFinite; // this is always looked at
        for (Problem& problem :
             judge(output.measures ? promises : std::vector<Expectation>{}, output.output, heard, displaced))
            broken.push_back(std::move(problem));
    }
    for (Problem& problem : faultsOf(*engine_)) broken.push_back(std::move(problem));
    return broken;
}

RenderResult RenderTask::run(const Interruption& interruption) {
    using Clock = std::chrono::steady_clock;
    RenderResult result;
    try {
        result.gains = findGains(interruption);
        Clock::time_point begin = Clock::now();
        Cut played = playedCut();
        makeEngine(played);
        Recordings recordings = open(played);
        if (play(recordings, played, interruption) == Progress::cancel) interrupted();
        for (const auto& recording : recordings)
            if (recording) result.outputs.push_back(recording->finish());
        cache_.keep(*engine_);
        result.reused = cache_.found();
        result.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        result.speed = double(played.to) / plan_->graph.timeline.rate / result.seconds;
    } catch (const FailedError&) {
        throw;
    } catch (const Error& error) {
        throw FailedError(error);
    }
    result.broken = judgeAll(result);
    return result;
}

}
