// One loop that looks after everything every twenty milliseconds.
// SPDX-License-Identifier: MIT
#include "framework/app/live_session.h"
#include "framework/app/bound_control.h"
#include "framework/app/command.h"
#include "framework/app/faults.h"
#include "framework/app/render_options.h"
#include "framework/app/text_output.h"
#include "framework/app/time_text.h"
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <thread>

namespace stemwright {

static std::string counted(int64_t count, const std::string& one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

LiveSession::LiveSession(const LiveOptions& options, const Interruption& interruption)
    : options_(options), interruption_(interruption), source_(options) {
    source_.load(interruption_);
    warn(source_.warnings());
    const Timeline& timeline = source_.plan().graph.timeline;
    longest_ = options.duration.empty() ? std::numeric_limits<double>::infinity()
                                        : songFrames("--duration", options.duration, timeline);
    if (!options_.fixed) watch_.watch(source_.files());
    begin();
    device_ = std::make_unique<LiveDevice>(options_, source_, *playout_);
}

void LiveSession::begin() {
    auto mix = source_.make();
    ProgressBar bar(mix->part().from, source_.plan().graph.timeline.rate,
                    options_.quiet ? Drawing::never : Drawing::onTerminal, "on the way there: ");
    auto report = [&](int64_t done) {
        bar.update(done);
        return interruption_.requested() ? Progress::cancel : Progress::proceed;
    };
    if (mix->start(report) == Progress::cancel) throw FailedError("interrupted");
    playout_ = std::make_unique<Playout>(std::move(mix),
                                         options_.loop ? Playout::AtEnd::repeat : Playout::AtEnd::stop);
    desk_ = std::make_unique<LiveDesk>(*playout_);
    showMix();
    servers_ = std::make_unique<LiveServers>(*desk_, options_);
    servers_->bind(source_.midi());
}

void LiveSession::run() {
    if (!options_.quiet)
        fmt::print(stderr, "playing {} {}; {}Ctrl-C ends\n", options_.mix, device_->place(),
                   servers_->text());
    device_->start();
    view_ = std::make_unique<LiveView>(*desk_, options_.quiet ? Drawing::never : Drawing::onTerminal);
    keys_ = std::make_unique<LiveKeys>(*desk_,
                                       view_->isVisible() ? LiveKeys::Use::ofTerminal : LiveKeys::Use::never);
    view_->keys(keys_->text());
    while (!isOver()) {
        tell(device_->look(), Kind::warning);
        takeBack();
        tellPriority();
        tell(servers_->poll(), Kind::warning);
        tell(nodeFaultsOf(playout_->current().plan().graph), Kind::warning);
        if (!options_.fixed && !watch_.changed().empty()) pending_ = Pending::edit;
        if (pending_ == Pending::edit) reload();
        if (pending_ == Pending::plan && playout_->settled()) follow();
        if (playout_->wantsRepeat()) prepareRepeat();
        ended_ = keys_->poll() == LiveKeys::Wish::toEnd;
        if (auto place = desk_->wantedPlace()) goTo(*place);
        if (auto target = desk_->wantedLearning()) learn(*target);
        Playout::Status status = playout_->look();
        judge(status);
        show(status);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    view_->clear();
    keys_.reset();
    warn(device_->stop());
    takeBack();
    writeCapture();
    warn(faultsOf(playout_->current().engine()));
}

// Whoever may move things may also go back from the end.
bool LiveSession::isOver() {
    bool finished = playout_->isFinished() && !source_.faders();
    return interruption_.requested() || ended_ || finished || double(playout_->played()) >= longest_;
}

void LiveSession::takeBack() {
    for (const auto& mix : playout_->retired()) {
        if (!mix->hasTakenOver()) pending_ = Pending::plan; // its turn had passed
        tell(faultsOf(mix->engine()), Kind::warning);
    }
}

void LiveSession::reload() {
    pending_ = Pending::nothing;
    try {
        source_.load(interruption_);
        pending_ = Pending::plan;
        tell(source_.warnings(), Kind::warning);
    } catch (const Error& error) {
        std::vector<Problem> problems = error.problems();
        problems.push_back({{}, "the mix plays on as it was before this edit", ""});
        tell(problems, Kind::refusal);
        ++refused_;
    }
    watch_.watch(source_.files());
}

void LiveSession::follow() {
    pending_ = Pending::nothing;
    auto mix = source_.make(&playout_->current());
    mix->follow(playout_->position());
    int kept = mix->keptNodes();
    playout_->change(std::move(mix));
    playout_->repeatWith(nullptr); // that was the mix before this edit
    if (!source_.isApproved()) trial_.begin(Trial::Clock::now());
    showMix();
    servers_->bind(source_.midi());
    ++reloads_;
    view_->clear();
    std::string text = fmt::format("taken over; {} of {} nodes go on as they were", kept,
                                   source_.plan().graph.vertices.size());
    if (!options_.quiet) fmt::print(stderr, "{}: {}\n", options_.mix, text);
    desk_->tell("edit", text);
}

// An edit that cannot be played is undone, here and not in its file.
void LiveSession::judge(const Playout::Status& status) {
    bool plays = playout_->settled() && &playout_->current().plan() == &source_.plan();
    auto phase = plays ? Trial::Phase::settled : Trial::Phase::fading;
    Trial::Verdict verdict = trial_.judge(status, phase, Trial::Clock::now());
    if (verdict == Trial::Verdict::passed) source_.approve();
    if (verdict != Trial::Verdict::overloads && verdict != Trial::Verdict::breaks) return;
    std::string cause =
        verdict == Trial::Verdict::overloads
            ? fmt::format("this edit needs {:.0f} % of the time that there is", status.load * 100)
            : "after this edit a node gives numbers that are not finite";
    source_.revert();
    pending_ = Pending::plan;
    tell({{{options_.mix},
           cause + ", so the mix plays as it was before",
           "save it again once that is mended"}},
         Kind::refusal);
    --reloads_;
    ++refused_;
}

void LiveSession::goTo(int64_t frame) {
    auto mix = source_.makeFrom(frame);
    auto report = [&](int64_t) { return interruption_.requested() ? Progress::cancel : Progress::proceed; };
    if (mix->start(report) == Progress::cancel) return;
    playout_->jumpTo(std::move(mix));
    playout_->repeatWith(nullptr); // it may have been made for the mix that is left
}

// The text is then looked at as any other edit is.
void LiveSession::learn(const std::string& target) {
    servers_->learn(target, [this, target](const MidiControl& control) {
        try {
            std::string line = bindInMix(options_.mix, control, target, options_.midi);
            view_->clear();
            if (!options_.quiet) fmt::print(stderr, "{}: {}\n", options_.mix, line);
            desk_->tell("control", line);
        } catch (const Error& error) {
            tell(error.problems(), Kind::refusal);
        }
    });
}

void LiveSession::show(const Playout::Status& status) {
    int64_t xruns = device_->stream().xruns();
    desk_->take(source_.reports());
    LiveControl::Status shown{{},    status.load,      status.worst,
                              xruns, status.lateReads, missedBlocks(source_.plan().graph)};
    size_t channel = 0;
    for (const std::string& name : source_.outputs()) {
        auto output = std::find_if(source_.plan().outputs.begin(), source_.plan().outputs.end(),
                                   [&](const PlannedOutput& o) { return o.name == name; });
        LiveControl::Meter meter{name, {}};
        for (int c = 0; c < output->channels && channel < status.peaks.size(); ++c)
            meter.peaks.push_back(status.peaks[channel++]);
        shown.meters.push_back(std::move(meter));
    }
    addStripMeters(shown);
    desk_->show(std::move(shown));
    view_->draw();
}

// Nothing for the moment in which the mix that plays is not the newest one.
void LiveSession::addStripMeters(LiveControl::Status& shown) const {
    const LiveMix& mix = playout_->current();
    if (&mix.plan() != &source_.plan()) return;
    std::vector<float> peaks = mix.peaks();
    auto peak = peaks.begin();
    for (size_t s = 0; s < source_.metered().size(); ++s) {
        auto end = peak + mix.plan().outputs[size_t(mix.metered()[s])].channels;
        shown.meters.push_back({source_.metered()[s], {peak, end}});
        peak = end;
    }
}

void LiveSession::showMix() {
    auto faders = source_.faders() ? source_.faders() : std::make_shared<const std::vector<Fader>>();
    desk_->show(std::move(faders), source_.faderNumbers(), source_.plan(), source_.text());
}

void LiveSession::writeCapture() {
    desk_->take(source_.reports());
    if (options_.capture.empty() || desk_->capture().isEmpty()) return;
    namespace fs = std::filesystem;
    fs::path mix = fs::absolute(options_.mix), target = fs::absolute(options_.capture);
    std::error_code none;
    std::string text =
        fs::equivalent(mix, target, none)
            ? desk_->capture().inFile(source_.text(), source_.document())
            : desk_->capture().layer(fs::relative(mix, target.parent_path()).string(), source_.document());
    try {
        writeText(options_.capture, text);
    } catch (const Error& error) { // a ride cannot be played a second time
        std::vector<Problem> problems = error.problems();
        problems.push_back({{}, "what was moved is printed instead", "keep it in a file"});
        complain(problems);
        fmt::print("{}", text);
        captured_ = false;
    }
}

void LiveSession::prepareRepeat() {
    auto mix = source_.make();
    auto report = [&](int64_t) { return interruption_.requested() ? Progress::cancel : Progress::proceed; };
    if (mix->start(report) == Progress::proceed) playout_->repeatWith(std::move(mix));
}

void LiveSession::tellPriority() {
    using Answer = RealtimePriority::Answer;
    RealtimePriority priority = device_->stream().priority();
    if (toldPriority_ || priority.answer == Answer::pending) return;
    toldPriority_ = true;
    if (priority.answer == Answer::refused)
        tell({{{},
               "the system refuses real-time priority, so other programs may interrupt the sound",
               realtimePriorityCure()}},
             Kind::warning);
    if (LiveCrew* crew = source_.crew()) {
        if (shareRealtimePriority(priority, crew->helpers()).answer == priority.answer)
            crew->begin();
        else
            tell({{{"--threads"},
                   "the system refuses real-time priority to the threads that were to help, so one plays "
                   "alone",
                   realtimePriorityCure()}},
                 Kind::warning);
    }
}

void LiveSession::tell(const std::vector<Problem>& problems, Kind kind) {
    if (problems.empty()) return;
    view_->clear();
    kind == Kind::refusal ? complain(problems) : warn(problems);
    for (const Problem& problem : problems)
        desk_->tell(kind == Kind::refusal ? "refused" : "warning", problem.text());
}

std::string LiveSession::summary() {
    Playout::Status status = playout_->look();
    double rate = source_.plan().graph.timeline.rate;
    return fmt::format("played {} {}: 99.9 % of blocks took at most {:.0f} % of their time, the worst one "
                       "{:.0f} %; {}, "
                       "{}, {} taken over, {} refused\n",
                       clockTime(double(playout_->played()) / rate), device_->place(),
                       status.thousandth * 100, status.worst * 100,
                       counted(device_->stream().xruns(), "xrun"), counted(status.lateReads, "late read"),
                       counted(reloads_, "edit"), refused_) +
           pacesOf(source_.plan().graph) + device_->recorded();
}

}
