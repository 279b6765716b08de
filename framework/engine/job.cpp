// One quantum of one step, whether it is a lone node or many in lanes.
// SPDX-License-Identifier: MIT
#include "framework/engine/job.h"
#include <algorithm>
#include <bit>

namespace stemwright {

Job::Job(const Plan& plan, const Section& section, const Step& step, Stores& stores, const Rows<float>& rows,
         int rowFrames, const Engine::Options& options)
    : step_(&step),
      stores_(stores),
      witness_(options.witness),
      turn_(plan.arrangement.quanta * quantum),
      width_(step.width),
      firstControl_(task(plan, 0).firstControl) {
    const Graph::Vertex& first = plan.graph.vertices[task(plan, 0).vertex];
    batch_ = first.type->batch(*first.node, width_);
    prepareNumbers(plan);
    auto row = [&](Row r) { return rows[size_t(r) * rowFrames]; };
    for (int index : step.tasks) {
        const Task& task = plan.tasks[index];
        faults.push_back({task.vertex});
        if (witness_ && witness_->watches(task.vertex)) watched_.push_back(int(faults.size()) - 1);
        for (size_t i = 0; i < task.inputs.size(); ++i) {
            if (task.inputs[i].kind != PlannedInput::Kind::sum) continue;
            mixdowns_.emplace_back(task.inputs[i], task.arrival, stores, row, rowFrames);
            int vertex = task.vertex, input = int(i);
            if (auto* witness = witness_; witness && witness->watchesSum(vertex, input))
                mixdowns_.back().show([=](int64_t frame, int channel, const double* values) {
                    witness->summed(vertex, input, frame, channel, values);
                });
            if (auto* known = options.known; known && known->knows(vertex, input))
                mixdowns_.back().include(
                    [=](int64_t frame, int channel) { return known->sum(vertex, input, frame, channel); });
        }
        for (int r : task.rings) {
            rings_.push_back({&stores.rings[r], {}});
            for (Row source : plan.rings[r].rows) rings_.back().rows.push_back(row(source));
        }
    }
    if (width_ > 1)
        prepareLanes(plan, section, rows);
    else {
        for (const PlannedInput& input : task(plan, 0).inputs)
            for (Row r : input.rows) inputs_.push_back(row(r));
        for (Row r : task(plan, 0).outputs) outputs_.push_back(row(r));
    }
    forgets_ = width_ == 1 && first.type->stateWords(*first.node) == 0 && drives_.empty() &&
               first.node->controls().empty();
    inputsNow_.resize(inputs_.size());
    outputsNow_.resize(outputs_.size());
    bounds_.resize(outputs_.size());
    controls_.resize(first.node->controls().size());
    for (size_t c = 0; c < controls_.size(); ++c) {
        controlFrom_.push_back(controls_[c].from.data());
        controlTo_.push_back(controls_[c].to.data());
        constexpr float infinity = std::numeric_limits<float>::infinity();
        ranges.push_back({task(plan, 0).vertex, int(c), infinity, -infinity, 0});
    }
}

void Job::prepareNumbers(const Plan& plan) {
    const auto& first = plan.graph.vertices[task(plan, 0).vertex].node->numbers();
    for (size_t n = 0; n < first.size(); ++n) {
        Drive drive(*first[n], width_);
        for (size_t lane = 0; lane < step_->tasks.size(); ++lane) {
            const Task& own = task(plan, lane);
            const Number& number = *plan.graph.vertices[own.vertex].node->numbers()[n];
            batch_->set(int(lane), int(n), number.delivered(number.value.constant));
            std::vector<Modulation> modulations;
            for (const Modulation& m : own.modulations)
                if (m.number == int(n)) modulations.push_back(m);
            drive.add(int(lane), number, stores_.heard(number.value), own.arrival, std::move(modulations));
        }
        if (!drive.empty()) drives_.push_back(std::move(drive));
    }
}

void Job::prepareLanes(const Plan& plan, const Section& section, const Rows<float>& rows) {
    auto row = [&](Row r) { return rows[size_t(r) * quantum]; };
    auto rowOfChannel = [&](const Task& task, int channel) {
        for (const AudioIn* in : plan.graph.vertices[task.vertex].node->inputs())
            if (channel >= in->offset && channel < in->offset + in->channels)
                return task.inputs[in->index].rows[channel - in->offset];
        return Row(0);
    };
    unheard_ = Rows<float>(quantum);
    for (size_t c = 0; c < step_->inputs.size(); ++c) {
        inputs_.push_back(row(step_->inputs[c]));
        if (!step_->gathered[c]) continue;
        Gather gather{
            std::vector<const float*>(width_, row(0)), {}, std::vector<int>(width_), row(step_->inputs[c])};
        for (size_t lane = 0; lane < step_->tasks.size(); ++lane) {
            Row from = rowOfChannel(task(plan, lane), int(c));
            gather.rows[lane] = row(from);
            gather.turns[lane] = from > 0 && from <= section.turnRows;
        }
        gather.now = gather.rows;
        gathers_.push_back(std::move(gather));
    }
    for (size_t c = 0; c < step_->outputs.size(); ++c) {
        outputs_.push_back(row(step_->outputs[c]));
        Scatter scatter{row(step_->outputs[c]), std::vector<float*>(width_, unheard_[0])};
        bool asked = false;
        for (size_t lane = 0; lane < step_->tasks.size(); ++lane)
            if (Row r = task(plan, lane).outputs[c]; r >= 0) scatter.rows[lane] = row(r), asked = true;
        if (asked) scatters_.push_back(std::move(scatter));
    }
    for (const LaneSum& sum : step_->sums)
        sums_.emplace_back(
            sum, [&](int channel) { return outputs_[channel]; }, width_, stores_);
}

void Job::run(int64_t frame, int frames) noexcept {
    for (Mixdown& mixdown : mixdowns_) mixdown.run(frame, frames);
    for (Gather& inputs : gathers_) gather(inputs, int(frame % turn_));
    int stretch = forgets_ ? frames : quantum;
    for (int done = 0; done < frames; done += stretch) process(frame + done, done, stretch);
    for (const Scatter& scatter : scatters_)
        stores_.moves.width(width_).scatter(scatter.block, scatter.rows.data());
    for (LaneMix& sum : sums_) sum.run(frame, bounds_);
    for (const RingWrite& write : rings_)
        for (size_t c = 0; c < write.rows.size(); ++c)
            write.ring->write(int(c), frame, write.rows[c], frames);
    if (!watched_.empty()) show(frame, frames);
}

void Job::gather(Gather& gather, int sinceTurn) noexcept {
    for (int l = 0; l < width_; ++l) gather.now[l] = gather.rows[l] + gather.turns[l] * sinceTurn;
    stores_.moves.width(width_).gather(gather.now.data(), gather.block);
}

void Job::show(int64_t frame, int frames) noexcept {
    for (int lane : watched_)
        for (int done = 0; done < frames; done += quantum)
            for (size_t c = 0; c < outputs_.size(); ++c)
                witness_->saw(faults[lane].vertex, frame + done, int(c), outputs_[c] + done + lane, width_);
}

void Job::process(int64_t frame, int offset, int frames) noexcept {
    for (Drive& drive : drives_) drive.apply(*batch_, frame, stores_.histories, stores_.moves);
    for (size_t c = 0; c < inputs_.size(); ++c) inputsNow_[c] = inputs_[c] + offset;
    for (size_t c = 0; c < outputs_.size(); ++c) outputsNow_[c] = outputs_[c] + offset;
    batch_->process(
        {frame, frames, inputsNow_.data(), outputsNow_.data(), controlFrom_.data(), controlTo_.data()});
    contain(frame, offset, frames);
    if (!controls_.empty()) keepControls(frame);
}

static bool isFinite(float value) noexcept {
    return (std::bit_cast<uint32_t>(value) & 0x7f800000u) != 0x7f800000u;
}

bool Job::isFinite(int lane, int offset) const noexcept {
    for (const float* out : outputs_)
        for (int i = 0; i < quantum; ++i)
            if (!stemwright::isFinite(out[offset + i * width_ + lane])) return false;
    for (const Control& control : controls_)
        for (const auto* side : {&control.from, &control.to})
            for (float value : *side)
                if (!stemwright::isFinite(value)) return false;
    return true;
}

// Keeps a number that is not finite from spreading: the node is silent for this quantum and starts afresh.
void Job::contain(int64_t frame, int offset, int frames) noexcept {
    bool suspicious = !controls_.empty();
    for (size_t c = 0; c < outputs_.size(); ++c) {
        bounds_[c] = stores_.moves.bound(outputs_[c] + offset, frames * width_);
        suspicious |= !stemwright::isFinite(bounds_[c]);
    }
    if (!suspicious) return;
    for (int done = 0; done < frames; done += quantum)
        for (size_t lane = 0; lane < faults.size(); ++lane)
            if (!isFinite(int(lane), offset + done)) silence(int(lane), frame + done, offset + done);
}

void Job::silence(int lane, int64_t frame, int offset) noexcept {
    for (float* out : outputs_)
        for (int i = 0; i < quantum; ++i) out[offset + i * width_ + lane] = 0;
    for (Control& control : controls_) control = {};
    batch_->reset(lane);
    if (faults[lane].quanta++ == 0) faults[lane].firstFrame = frame;
}

void Job::keepControls(int64_t frame) noexcept {
    for (size_t c = 0; c < controls_.size(); ++c) {
        stores_.histories[firstControl_ + c].write(frame, controlFrom_[c], controlTo_[c]);
        for (float value : controls_[c].to) {
            ranges[c].last = value;
            ranges[c].least = std::min(ranges[c].least, value);
            ranges[c].greatest = std::max(ranges[c].greatest, value);
        }
    }
}

void Job::moved(const Curve& curve) noexcept {
    for (Drive& drive : drives_) drive.moved(curve);
    for (Mixdown& mixdown : mixdowns_) mixdown.moved(curve);
    for (LaneMix& sum : sums_) sum.moved(curve);
}

void Job::reset() noexcept {
    for (size_t lane = 0; lane < faults.size(); ++lane) batch_->reset(int(lane));
    for (Drive& drive : drives_) drive.reset();
    for (Mixdown& mixdown : mixdowns_) mixdown.reset();
    for (LaneMix& sum : sums_) sum.reset();
}

}
