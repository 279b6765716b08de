// The loop over tasks: gather the inputs, move the numbers, run the kernel, contain what is not finite.
// SPDX-License-Identifier: MIT
#include "framework/engine/engine.h"
#include "framework/audio/denormals.h"
#include "framework/engine/drive.h"
#include "framework/engine/mixdown.h"
#include <chrono>
#include <cmath>

namespace stemwright {

struct Engine::Runner {
    struct Job {
        const Task* task;
        std::unique_ptr<Batch> batch;
        std::vector<Drive> drives;
        std::vector<Mixdown> mixdowns;
        std::vector<const float*> inputs;
        std::vector<float*> outputs, controlFrom, controlTo;
        Fault fault;
        double seconds = 0;
    };

    std::vector<float> memory; // all rows
    std::vector<std::array<float, quantum / controlStep>> controlFrom, controlTo;
    std::vector<ControlRange> ranges;
    std::vector<SoundRing> rings;
    std::vector<ControlHistory> histories;
    std::vector<Job> jobs;
    Profiling profiling;

    float* row(Row r) { return &memory[size_t(r) * quantum]; }

    Runner(const Plan& plan, Profiling profiling_)
        : memory(size_t(plan.rowCount) * quantum),
          controlFrom(plan.controlCount),
          controlTo(plan.controlCount),
          profiling(profiling_) {
        for (const Ring& ring : plan.rings) rings.emplace_back(int(ring.rows.size()), ring.reach);
        for (int reach : plan.controlReach) histories.emplace_back(reach);
        ranges.resize(plan.controlCount);
        jobs.reserve(plan.tasks.size());
        for (const Task& task : plan.tasks) jobs.push_back(job(plan, task));
    }

    Job job(const Plan& plan, const Task& task) {
        const Graph::Vertex& vertex = plan.graph.vertices[task.vertex];
        const Node& node = *vertex.node;
        Job j{&task, vertex.type->batch(node, 1), {}, {}, {}, {}, {}, {}, {task.vertex}, 0};
        std::vector<std::vector<Modulation>> modulations(node.numbers().size());
        for (const Modulation& m : task.modulations) modulations[m.number].push_back(m);
        for (const Number* number : node.numbers())
            if (number->value.curve || !modulations[number->index].empty())
                j.drives.emplace_back(*number, std::move(modulations[number->index]));
        for (const PlannedInput& input : task.inputs) {
            if (input.kind == PlannedInput::Kind::sum) {
                std::vector<float*> rows;
                for (Row r : input.rows) rows.push_back(row(r));
                j.mixdowns.emplace_back(rows, task.arrival);
                for (const Feed& feed : input.feeds) {
                    std::vector<const float*> from;
                    for (Row r : feed.rows) from.push_back(row(r));
                    j.mixdowns.back().add(feed, std::move(from), feed.ring < 0 ? nullptr : &rings[feed.ring]);
                }
            }
            for (Row r : input.rows) j.inputs.push_back(row(r));
        }
        for (Row r : task.outputs) j.outputs.push_back(row(r));
        for (size_t c = 0; c < node.controls().size(); ++c) {
            j.controlFrom.push_back(controlFrom[task.firstControl + c].data());
            j.controlTo.push_back(controlTo[task.firstControl + c].data());
            ranges[task.firstControl + c] = {task.vertex, int(c), std::numeric_limits<float>::infinity(),
                                             -std::numeric_limits<float>::infinity(), 0};
        }
        return j;
    }

    // Keeps a number that is not finite from spreading: the node is silent for this quantum and starts
    // afresh.
    void contain(Job& j, int64_t frame) noexcept {
        bool finite = true;
        for (const float* out : j.outputs) finite &= allFinite(out, quantum);
        for (size_t c = 0; c < j.controlTo.size(); ++c)
            finite &= allFinite(j.controlFrom[c], quantum / controlStep) &&
                      allFinite(j.controlTo[c], quantum / controlStep);
        if (finite) return;
        for (float* out : j.outputs) std::fill(out, out + quantum, 0.f);
        for (auto* side : {&j.controlFrom, &j.controlTo})
            for (float* control : *side) std::fill(control, control + quantum / controlStep, 0.f);
        j.batch->reset(0);
        if (j.fault.quanta++ == 0) j.fault.firstFrame = frame;
    }

    void run(Job& j, int64_t frame) noexcept {
        const Task& task = *j.task;
        for (Mixdown& mixdown : j.mixdowns) mixdown.run(frame);
        for (Drive& drive : j.drives) drive.apply(*j.batch, 0, frame, task.arrival, histories);
        j.batch->process(
            {frame, quantum, j.inputs.data(), j.outputs.data(), j.controlFrom.data(), j.controlTo.data()});
        contain(j, frame);
        for (size_t c = 0; c < j.controlTo.size(); ++c) {
            histories[task.firstControl + c].write(frame, j.controlFrom[c], j.controlTo[c]);
            ControlRange& range = ranges[task.firstControl + c];
            for (int step = 0; step < quantum / controlStep; ++step) {
                range.last = j.controlTo[c][step];
                range.least = std::min(range.least, range.last);
                range.greatest = std::max(range.greatest, range.last);
            }
        }
    }
};

Engine::Engine(std::shared_ptr<const Plan> plan, Profiling profiling)
    : plan_(std::move(plan)), run_(std::make_unique<Runner>(*plan_, profiling)) {}
Engine::~Engine() = default;

void Engine::process() noexcept {
    FlushDenormals flush;
    using Clock = std::chrono::steady_clock;
    Clock::time_point before = run_->profiling == Profiling::on ? Clock::now() : Clock::time_point{};
    for (Runner::Job& job : run_->jobs) {
        run_->run(job, frame_);
        for (int r : job.task->rings)
            for (size_t c = 0; c < plan_->rings[r].rows.size(); ++c)
                run_->rings[r].write(int(c), frame_, run_->row(plan_->rings[r].rows[c]));
        if (run_->profiling == Profiling::on) {
            Clock::time_point after = Clock::now();
            job.seconds += std::chrono::duration<double>(after - before).count();
            before = after;
        }
    }
    frame_ += quantum;
}

const float* Engine::output(int output, int channel) const noexcept {
    return run_->row(plan_->outputs[output].rows[channel]);
}

void Engine::reset() noexcept {
    frame_ = 0;
    for (Runner::Job& job : run_->jobs) {
        job.batch->reset(0);
        for (Drive& drive : job.drives) drive.reset();
    }
    for (SoundRing& ring : run_->rings) ring.clear();
    for (ControlHistory& history : run_->histories) history.clear();
}

std::vector<Engine::Fault> Engine::faults() const {
    std::vector<Fault> found;
    for (const Runner::Job& job : run_->jobs)
        if (job.fault.quanta > 0) found.push_back(job.fault);
    return found;
}

std::vector<Engine::ControlRange> Engine::controlRanges() const { return run_->ranges; }

std::vector<double> Engine::seconds() const {
    if (run_->profiling == Profiling::off) return {};
    std::vector<double> seconds(plan_->graph.vertices.size());
    for (const Runner::Job& job : run_->jobs) seconds[job.task->vertex] += job.seconds;
    return seconds;
}

}
