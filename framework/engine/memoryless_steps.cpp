// Walks through the lists of all steps side by side; what is rare comes after the usual.
// SPDX-License-Identifier: MIT
#include "framework/engine/memoryless_steps.h"
#include "framework/audio/elementary.h"
#include "framework/graph/strips.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

const Node& Representatives::of(const Graph::Vertex& vertex) {
    return *nodes_.emplace(structureOf(vertex), vertex.node.get()).first->second;
}

bool MemorylessSteps::canRun(const Plan& plan, const Step& step, const Engine::Options& options) {
    if (step.width != 1) return false;
    const Task& task = plan.tasks[step.tasks[0]];
    const Graph::Vertex& vertex = plan.graph.vertices[task.vertex];
    const auto& numbers = vertex.node->numbers();
    auto moves = [](const Number* n) { return n->value.curve != nullptr; };
    if (!vertex.type->memoryless || vertex.type->stateWords(*vertex.node) > 0 ||
        !vertex.node->controls().empty() || !task.modulations.empty() || !task.rings.empty() ||
        std::any_of(numbers.begin(), numbers.end(), moves))
        return false;
    for (size_t i = 0; i < task.inputs.size(); ++i) {
        if (!task.inputs[i].shares.empty() ||
            (options.witness && options.witness->watchesSum(task.vertex, int(i))) ||
            (options.known && options.known->knows(task.vertex, int(i))))
            return false;
        for (const Feed& feed : task.inputs[i].feeds)
            if (feed.ring >= 0 || feed.level.curve) return false;
    }
    return true;
}

MemorylessSteps::MemorylessSteps(const Plan& plan, const Moves& moves, const Rows<float>& rows, int rowFrames,
                                 Engine::Witness* witness)
    : plan_(plan), moves_(moves), rows_(rows), rowFrames_(rowFrames), witness_(witness) {}

void MemorylessSteps::add(const Step& step, Representatives& representatives) {
    const Task& task = plan_.tasks[step.tasks[0]];
    const Graph::Vertex& vertex = plan_.graph.vertices[task.vertex];
    const Node& node = representatives.of(vertex);
    auto row = [&](Row r) { return rows_[size_t(r) * size_t(rowFrames_)]; };
    size_t sumsBefore = sums_.size();
    for (const PlannedInput& input : task.inputs) {
        for (size_t c = 0; c < input.rows.size(); ++c) {
            inputs_.push_back(row(input.rows[c]));
            if (input.kind != PlannedInput::Kind::sum) continue;
            size_t before = mixed_.size();
            for (const Feed& feed : input.feeds)
                for (const MixTerm& term : feed.terms)
                    if (term.to == int(c))
                        mixed_.push_back({row(feed.rows[size_t(term.from)]), nullptr,
                                          amplitudeOf(feed.level.constant), term.factor});
            sums_.push_back({row(input.rows[c]), int(mixed_.size() - before)});
        }
    }
    for (Row r : task.outputs) outputs_.push_back(row(r));
    const auto& numbers = vertex.node->numbers();
    for (const Number* number : numbers) numbers_.push_back(number->delivered(number->value.constant));
    const MemorylessKernel& kernel = *vertex.type->memoryless;
    size_t settings = kernel.settings(node);
    settings_.resize(settings_.size() + settings);
    kernel.follow(node, numbers_.data() + numbers_.size() - numbers.size(),
                  settings_.data() + settings_.size() - settings);
    steps_.push_back({kernel.process,
                      &node,
                      {int(sums_.size() - sumsBefore), int(node.inputChannels()), int(task.outputs.size()),
                       int(numbers.size()), int(settings)},
                      witness_ && witness_->watches(task.vertex)});
    faults.push_back({task.vertex});
}

void MemorylessSteps::run(int64_t frame, int frames) noexcept {
    const Sum* sum = sums_.data();
    const MixedRow* mixed = mixed_.data();
    const float* const* inputs = inputs_.data();
    float* const* outputs = outputs_.data();
    const float *numbers = numbers_.data(), *settings = settings_.data();
    for (const Entry& step : steps_) {
        const Counts& counts = step.counts;
        for (const Sum* end = sum + counts.sums; sum != end; mixed += sum++->rows)
            moves_.mix(sum->to, mixed, sum->rows, nullptr, 0, frames);
        step.process(*step.node, numbers, settings, {frame, frames, inputs, outputs, nullptr, nullptr});
        bool finite = true;
        for (int c = 0; c < counts.outputs; ++c) finite &= moves_.isFinite(outputs[c], frames);
        if (!finite) contain(size_t(&step - steps_.data()), outputs, frame, frames);
        if (step.watched) show(size_t(&step - steps_.data()), outputs, frame, frames);
        inputs += counts.inputs;
        outputs += counts.outputs;
        numbers += counts.numbers;
        settings += counts.settings;
    }
}

// As Job does: the node is silent for the quantum. There is no state to begin afresh.
void MemorylessSteps::contain(size_t step, float* const* outputs, int64_t frame, int frames) noexcept {
    for (int done = 0; done < frames; done += quantum) {
        auto isFinite = [&](const float* out) { return moves_.isFinite(out + done, quantum); };
        float* const* end = outputs + steps_[step].counts.outputs;
        if (std::all_of(outputs, end, isFinite)) continue;
        for (float* const* out = outputs; out != end; ++out) std::fill_n(*out + done, quantum, 0.f);
        if (faults[step].quanta++ == 0) faults[step].firstFrame = frame + done;
    }
}

void MemorylessSteps::show(size_t step, float* const* outputs, int64_t frame, int frames) const noexcept {
    for (int done = 0; done < frames; done += quantum)
        for (int c = 0; c < steps_[step].counts.outputs; ++c)
            witness_->saw(faults[step].vertex, frame + done, c, outputs[c] + done, 1);
}

}
