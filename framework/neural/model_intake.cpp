// Mixes, converts, and copies what is due.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_intake.h"
#include "framework/node/node.h"

namespace stemwright {

ModelIntake::ModelIntake(const ModelFacts& facts, const ModelTiming& timing, const ModelLayout& layout)
    : timing_(timing), layout_(layout) {
    std::shared_ptr<const RateFilters> filters;
    if (timing.converts() && layout.inputs > 0)
        filters = std::make_shared<RateFilters>(timing.rate, timing.modelRate, timing.firstFilter);
    size_t most = size_t(timing.heard(controlStep)) + 1;
    for (int i = 0; i < layout.instances; ++i)
        for (const ModelSignal& signal : facts.inputs)
            for (int c = 0; c < signal.channels; ++c) {
                channels_.push_back(
                    {std::vector<float>(controlStep), std::vector<float>(most), {}, signal.framesPerValue});
                if (filters) channels_.back().converter.emplace(filters);
            }
}

void ModelIntake::hear(const float* const* inputs) noexcept {
    frames_ = int(timing_.heard(heard_ + controlStep) - timing_.heard(heard_));
    heard_ += controlStep;
    for (Channel& channel : channels_) std::fill(channel.step.begin(), channel.step.end(), 0.f);
    for (const MixTerm& term : layout_.terms) {
        float* to = channels_[size_t(term.to)].step.data();
        const float* from = inputs[term.from];
        for (int i = 0; i < controlStep; ++i) to[i] += term.factor * from[i];
    }
    for (Channel& channel : channels_)
        if (!channel.converter)
            std::copy(channel.step.begin(), channel.step.end(), channel.frames.begin());
        else {
            RateConverter& converter = *channel.converter;
            float* to = channel.frames.data();
            for (float x : channel.step)
                for (converter.put(x); !converter.wants();) *to++ = converter.take();
        }
}

void ModelIntake::fill(int instance, ModelBlock& block, int at, int first, int count) const noexcept {
    const Channel* channel = &channels_[size_t(instance * layout_.inputs)];
    for (float* to : block.inputs) {
        int stride = channel->framesPerValue;
        for (int i = 0; i < count; ++i)
            if ((at + i) % stride == stride - 1) to[(at + i) / stride] = channel->frames[size_t(first + i)];
        ++channel;
    }
}

void ModelIntake::take(const ModelIntake& other) noexcept {
    channels_ = other.channels_;
    heard_ = other.heard_;
    frames_ = other.frames_;
}

void ModelIntake::reset() noexcept {
    heard_ = 0;
    for (Channel& channel : channels_)
        if (channel.converter) channel.converter->reset();
}

}
