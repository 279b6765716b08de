// One loop that looks after everything every twenty milliseconds.
// SPDX-License-Identifier: MIT
#include "framework/app/live_session.h"
#include "framework/app/command.h"
#include "framework/app/faults.h"
#include "framework/app/render_options.h"
#include "framework/app/time_text.h"
#include <cmath>
#include <fmt/format.h>
#include <thread>

namespace stemwright {

static std::string counted(int64_t count, const std::string& one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

LiveSession::LiveSession(const LiveOptions& options, const Interruption& interruption)
    : options_(options),
      interruption_(interruption),
      source_(options),
      line_(options.quiet ? Drawing::never : Drawing::onTerminal) {
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
}

void LiveSession::run() {
    if (!options_.quiet) fmt::print(stderr, "playing {} {}; Ctrl-C ends\n", options_.mix, device_->place());
    device_->start();
    while (!isOver()) {
        tell(device_->look(), false);
        takeBack();
        tellPriority();
        if (!options_.fixed && !watch_.changed().empty()) pending_ = Pending::edit;
        if (pending_ == Pending::edit) reload();
        if (pending_ == Pending::plan && playout_->settled()) follow();
        if (playout_->wantsRepeat()) prepareRepeat();
        line_.draw(playout_->look(), source_, device_->stream().xruns());
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    line_.clear();
    warn(device_->stop());
    takeBack();
    warn(faultsOf(playout_->current().engine()));
}

bool LiveSession::isOver() {
    return interruption_.requested() || playout_->isFinished() || double(playout_->played()) >= longest_;
}

void LiveSession::takeBack() {
    for (const auto& mix : playout_->retired()) {
        if (!mix->hasTakenOver()) pending_ = Pending::plan; // its turn had passed
        tell(faultsOf(mix->engine()), false);
    }
}

void LiveSession::reload() {
    pending_ = Pending::nothing;
    try {
        source_.load(interruption_);
        pending_ = Pending::plan;
        tell(source_.warnings(), false);
    } catch (const Error& error) {
        std::vector<Problem> problems = error.problems();
        problems.push_back({{}, "the mix plays on as it was before this edit", ""});
        tell(problems, true);
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
    ++reloads_;
    line_.clear();
    if (!options_.quiet)
        fmt::print(stderr, "{}: taken over; {} of {} nodes go on as they were\n", options_.mix, kept,
                   source_.plan().graph.vertices.size());
}

void LiveSession::prepareRepeat() {
    auto mix = source_.make();
    auto report = [&](int64_t) { return interruption_.requested() ? Progress::cancel : Progress::proceed; };
    if (mix->start(report) == Progress::proceed) playout_->repeatWith(std::move(mix));
}

void LiveSession::tellPriority() {
    RealtimePriority priority = device_->stream().priority();
    if (toldPriority_ || priority == RealtimePriority::pending) return;
    toldPriority_ = true;
    if (priority == RealtimePriority::refused)
        tell({{{},
               "the system refuses real-time priority, so other programs may interrupt the sound",
               realtimePriorityCure()}},
             false);
}

void LiveSession::tell(const std::vector<Problem>& problems, bool grave) {
    if (problems.empty()) return;
    line_.clear();
    grave ? complain(problems) : warn(problems);
}

std::string LiveSession::summary() {
    Playout::Status status = playout_->look();
    double rate = source_.plan().graph.timeline.rate;
    return fmt::format("played {} {}: worst block {:.0f} % of its time, {}, {}, {} taken over, {} refused\n",
                       clockTime(double(playout_->played()) / rate), device_->place(), status.worst * 100,
                       counted(device_->stream().xruns(), "xrun"), counted(status.lateReads, "late read"),
                       counted(reloads_, "edit"), refused_) +
           device_->recorded();
}

}
