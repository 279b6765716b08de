// Sections of a plan in their order, or as soon as what they hear is there, by several threads.
// SPDX-License-Identifier: MIT
#include "framework/engine/engine.h"
#include "framework/audio/denormals.h"
#include "framework/engine/crew.h"
#include "framework/engine/job.h"
#include "framework/engine/live_crew.h"
#include "framework/engine/memoryless_steps.h"
#include "framework/engine/ready_parts.h"
#include "framework/engine/running_total.h"
#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>

namespace stemwright {

struct Engine::Runner : LiveCrew::Turn {
    // Sections are handed turns like the nodes of a dataflow network: one may run its next turn when those
    // that it hears have done it, and those that hear it are not too far behind for the rings between them.
    struct alignas(64) Work {
        const Section* section;
        int rowFrames;
        Rows<float> rows;
        std::vector<std::unique_ptr<Piece>> pieces;
        std::atomic<int64_t> done = 0; // turns
        std::atomic<bool> busy = false;

        Work(const Plan& plan, const Section& s, Stores& stores, Representatives& representatives,
             const Options& options)
            : section(&s), rowFrames(s.quanta * quantum), rows(size_t(s.rowCount) * rowFrames) {
            MemorylessSteps* open = nullptr;
            auto running = s.runningSums.begin();
            for (const Step& step : s.steps) {
                for (; running != s.runningSums.end() && &step - s.steps.data() > running->after; ++running) {
                    pieces.push_back(std::make_unique<RunningTotal>(*running, stores, rows, rowFrames));
                    open = nullptr;
                }
                if (int(pieces.size()) < s.leading || !MemorylessSteps::canRun(plan, step, options)) {
                    pieces.push_back(std::make_unique<Job>(plan, s, step, stores, rows, rowFrames, options));
                    open = nullptr;
                    continue;
                }
                if (!open || options.profiling == Profiling::on) { // what is measured is a piece of its own
                    auto piece = std::make_unique<MemorylessSteps>(plan, stores.moves, rows, rowFrames,
                                                                   options.witness);
                    open = piece.get();
                    pieces.push_back(std::move(piece));
                }
                open->add(step, representatives);
            }
        }
    };

    const Plan& plan;
    Options options;
    int turn;
    Stores stores;
    std::deque<Work> works;
    std::atomic<int64_t> allowed = 0; // turns that may be begun
    int64_t end = std::numeric_limits<int64_t>::max();
    std::optional<ReadyParts> parts; // of a turn that is shared with a live crew: sections
    int64_t now = 0;                 // the frame at which that turn begins
    std::unique_ptr<Crew> crew;      // last, so that it is gone before what it works on

    Runner(const Plan& plan_, Options options_)
        : plan(plan_),
          options(options_),
          turn(plan.arrangement.quanta * quantum),
          stores(plan, options.rides) {
        Representatives representatives;
        for (const Section& section : plan.sections)
            works.emplace_back(plan, section, stores, representatives, options);
        if (plan.arrangement.threads == 1) return;
        if (options.crew)
            parts.emplace(partsOf(plan));
        else
            crew = std::make_unique<Crew>(plan.arrangement.threads - 1, [this] { return work(); });
    }
    ~Runner() override {
        if (options.crew) options.crew->leave(*this);
    }

    static std::vector<ReadyParts::Part> partsOf(const Plan& plan) {
        std::vector<ReadyParts::Part> parts;
        for (const Section& section : plan.sections)
            parts.push_back({int(section.before.size()), section.after});
        return parts;
    }

    void run(Piece& piece, int64_t frame, int frames) noexcept {
        if (frame >= end) return;
        if (end - frame < frames) frames = int(end - frame + quantum - 1) / quantum * quantum;
        if (options.profiling == Profiling::off) return piece.run(frame, frames);
        using Clock = std::chrono::steady_clock;
        Clock::time_point before = Clock::now();
        piece.run(frame, frames);
        piece.seconds += std::chrono::duration<double>(Clock::now() - before).count();
    }

    void run(Work& work, int64_t start) noexcept {
        FlushDenormals flush;
        auto others = work.pieces.begin() + work.section->leading;
        for (auto piece = work.pieces.begin(); piece != others; ++piece) run(**piece, start, turn);
        for (int done = 0; done < turn; done += work.rowFrames)
            for (auto piece = others; piece != work.pieces.end(); ++piece)
                run(**piece, start + done, work.rowFrames);
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

    Outcome runPart() noexcept override {
        int part = parts->take();
        if (part == ReadyParts::none) return parts->isOver() ? Outcome::over : Outcome::idle;
        run(works[size_t(part)], now);
        if (parts->done(part) > 1) options.crew->progress();
        return Outcome::worked;
    }

    void processAlone(int64_t frame) noexcept {
        for (Work& work : works) run(work, frame);
    }

    void process(int64_t frame) noexcept {
        if (parts) {
            now = frame;
            parts->begin();
            return options.crew->run(*this);
        }
        if (!crew) return processAlone(frame);
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
            for (const auto& piece : work.pieces) piece->reset();
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

void Engine::processAlone() noexcept {
    runsAhead() ? run_->process(frame_) : run_->processAlone(frame_);
    frame_ += turn();
}

bool Engine::runsAhead() const noexcept { return run_->crew != nullptr; }

const float* Engine::output(int output, int channel) const noexcept {
    return run_->stores.rings[plan_->outputs[output].ring].at(channel, frame_ - turn());
}

void Engine::endAt(int64_t frame) noexcept { run_->end = frame; }

void Engine::moved(const Curve& curve) noexcept {
    for (const Runner::Work& work : run_->works)
        for (const auto& piece : work.pieces) piece->moved(curve);
}

int64_t Engine::faultyQuanta() const noexcept {
    int64_t quanta = 0;
    for (const Runner::Work& work : run_->works)
        for (const auto& piece : work.pieces)
            for (const Fault& fault : piece->faults) quanta += fault.quanta;
    return quanta;
}

void Engine::reset() noexcept {
    run_->reset();
    frame_ = 0;
}

std::vector<Engine::Fault> Engine::faults() const {
    run_->rest();
    std::vector<Fault> found;
    for (const Runner::Work& work : run_->works)
        for (const auto& piece : work.pieces)
            for (const Fault& fault : piece->faults)
                if (fault.quanta > 0) found.push_back(fault);
    return found;
}

std::vector<Engine::ControlRange> Engine::controlRanges() const {
    run_->rest();
    std::vector<ControlRange> found;
    for (const Runner::Work& work : run_->works)
        for (const auto& piece : work.pieces)
            found.insert(found.end(), piece->ranges.begin(), piece->ranges.end());
    return found;
}

std::vector<Engine::Seat> Engine::seats() const {
    std::vector<Seat> seats(plan_->graph.vertices.size());
    for (Runner::Work& work : run_->works)
        for (const auto& piece : work.pieces)
            if (auto* job = dynamic_cast<Job*>(piece.get()))
                for (size_t lane = 0; lane < job->step().tasks.size(); ++lane)
                    seats[size_t(plan_->tasks[size_t(job->step().tasks[lane])].vertex)] = {&job->batch(),
                                                                                           int(lane)};
    return seats;
}

Stores& Engine::stores() const noexcept { return run_->stores; }

std::vector<double> Engine::seconds() const {
    if (run_->options.profiling == Profiling::off) return {};
    run_->rest();
    std::vector<double> seconds(plan_->graph.vertices.size());
    for (const Runner::Work& work : run_->works)
        for (const auto& piece : work.pieces)
            for (const Fault& lane : piece->faults)
                seconds[lane.vertex] += piece->seconds / double(piece->faults.size());
    return seconds;
}

}
