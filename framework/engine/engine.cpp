// Sections of a plan in their order, or as soon as what they hear is there, by several threads.
// SPDX-License-Identifier: MIT
#include "framework/engine/engine.h"
#include "framework/audio/denormals.h"
#include "framework/engine/crew.h"
#include "framework/engine/job.h"
#include <algorithm>
#include <chrono>
#include <deque>

namespace stemwright {

struct Engine::Runner {
    // Sections are handed turns like the nodes of a dataflow network: one may run its next turn when those
    // that it hears have done it, and those that hear it are not too far behind for the rings between them.
    struct alignas(64) Work {
        const Section* section;
        int rowFrames;
        Rows<float> rows;
        std::deque<Job> jobs;
        std::atomic<int64_t> done = 0; // turns
        std::atomic<bool> busy = false;

        Work(const Plan& plan, const Section& s, Stores& stores, Witness* witness)
            : section(&s),
              rowFrames(s.pace == Section::Pace::turns ? plan.arrangement.quanta * quantum : quantum),
              rows(size_t(s.rowCount) * rowFrames) {
            for (const Step& step : s.steps) jobs.emplace_back(plan, step, stores, rows, rowFrames, witness);
        }
    };

    const Plan& plan;
    Options options;
    int turn;
    Stores stores;
    std::deque<Work> works;
    std::atomic<int64_t> allowed = 0; // turns that may be begun
    int64_t end = std::numeric_limits<int64_t>::max();
    std::unique_ptr<Crew> crew; // last, so that it is gone before what it works on

    Runner(const Plan& plan_, Options options_)
        : plan(plan_), options(options_), turn(plan.arrangement.quanta * quantum), stores(plan) {
        for (const Section& section : plan.sections)
            works.emplace_back(plan, section, stores, options.witness);
        if (plan.arrangement.threads > 1)
            crew = std::make_unique<Crew>(plan.arrangement.threads - 1, [this] { return work(); });
    }

    void run(Job& job, int64_t frame, int frames) noexcept {
        if (frame >= end) return;
        if (end - frame < frames) frames = int(end - frame + quantum - 1) / quantum * quantum;
        if (options.profiling == Profiling::off) return job.run(frame, frames);
        using Clock = std::chrono::steady_clock;
        Clock::time_point before = Clock::now();
        job.run(frame, frames);
        job.seconds += std::chrono::duration<double>(Clock::now() - before).count();
    }

    void run(Work& work, int64_t start) noexcept {
        FlushDenormals flush;
        if (work.section->pace == Section::Pace::turns)
            for (Job& job : work.jobs) run(job, start, turn);
        else
            for (int done = 0; done < turn; done += quantum)
                for (Job& job : work.jobs) run(job, start + done, quantum);
    }

    bool isReady(const Work& work, int64_t next) const noexcept {
        auto has = [&](int64_t turns) {
            return [this, turns](int s) { return works[s].done.load() >= turns; };
        };
        return next < allowed.load() &&
               std::all_of(work.section->before.begin(), work.section->before.end(), has(next + 1)) &&
               std::all_of(work.section->after.begin(), work.section->after.end(),
                           has(next + 1 - plan.depth()));
    }

    // The last section that can go on, so that what was begun is finished while it is in the cache.
    Crew::Outcome work() noexcept {
        for (size_t s = works.size(); s-- > 0;) {
            Work& work = works[s];
            int64_t next = work.done.load();
            if (!isReady(work, next) || work.busy.exchange(true)) continue;
            bool mine = work.done.load() == next && next < allowed.load();
            if (mine) {
                run(work, next * turn);
                work.done.store(next + 1);
            }
            work.busy.store(false);
            if (!mine) continue;
            crew->progress();
            return Crew::Outcome::worked;
        }
        return Crew::Outcome::idle;
    }

    void process(int64_t frame) noexcept {
        if (!crew) {
            for (Work& work : works) run(work, frame);
            return;
        }
        int64_t turns = frame / turn + 1;
        allowed.store(turns - 1 + plan.depth());
        crew->progress();
        crew->workUntil([&] {
            return std::all_of(works.begin(), works.end(),
                               [&](const Work& w) { return w.done.load() >= turns; });
        });
    }

    // Until process() is called again nobody touches a job.
    void rest() noexcept {
        if (!crew) return;
        allowed.store(0);
        for (const Work& work : works)
            while (work.busy.load()) std::this_thread::yield();
    }

    void reset() noexcept {
        rest();
        for (Work& work : works) {
            for (Job& job : work.jobs) job.reset();
            work.done.store(0);
        }
        stores.clear();
    }
};

Engine::Engine(std::shared_ptr<const Plan> plan) : Engine(std::move(plan), Options{}) {}
Engine::Engine(std::shared_ptr<const Plan> plan, Options options)
    : plan_(std::move(plan)), run_(std::make_unique<Runner>(*plan_, options)) {}
Engine::~Engine() = default;

void Engine::process() noexcept {
    run_->process(frame_);
    frame_ += turn();
}

const float* Engine::output(int output, int channel) const noexcept {
    return run_->stores.rings[plan_->outputs[output].ring].at(channel, frame_ - turn());
}

void Engine::endAt(int64_t frame) noexcept { run_->end = frame; }

void Engine::reset() noexcept {
    run_->reset();
    frame_ = 0;
}

std::vector<Engine::Fault> Engine::faults() const {
    run_->rest();
    std::vector<Fault> found;
    for (const Runner::Work& work : run_->works)
        for (const Job& job : work.jobs)
            for (const Fault& fault : job.faults)
                if (fault.quanta > 0) found.push_back(fault);
    return found;
}

std::vector<Engine::ControlRange> Engine::controlRanges() const {
    run_->rest();
    std::vector<ControlRange> found;
    for (const Runner::Work& work : run_->works)
        for (const Job& job : work.jobs) found.insert(found.end(), job.ranges.begin(), job.ranges.end());
    return found;
}

std::vector<Engine::Seat> Engine::seats() const {
    std::vector<Seat> seats(plan_->graph.vertices.size());
    for (Runner::Work& work : run_->works)
        for (Job& job : work.jobs)
            for (size_t lane = 0; lane < job.step().tasks.size(); ++lane)
                seats[size_t(plan_->tasks[size_t(job.step().tasks[lane])].vertex)] = {&job.batch(),
                                                                                      int(lane)};
    return seats;
}

Stores& Engine::stores() const noexcept { return run_->stores; }

std::vector<double> Engine::seconds() const {
    if (run_->options.profiling == Profiling::off) return {};
    run_->rest();
    std::vector<double> seconds(plan_->graph.vertices.size());
    for (const Runner::Work& work : run_->works)
        for (const Job& job : work.jobs)
            for (const Fault& lane : job.faults)
                seconds[lane.vertex] += job.seconds / double(job.faults.size());
    return seconds;
}

}
