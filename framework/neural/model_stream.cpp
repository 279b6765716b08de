// What comes in goes to the runners; what they made in time is played.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_stream.h"
#include "framework/neural/model_pace.h"
#include "framework/node/node.h"
#include <bit>

namespace stemwright {

static constexpr int restSeconds = 2;

ModelStream::ModelStream(const Model& model, Settings settings, std::shared_ptr<ModelPace> pace)
    : model_(&model),
      settings_(std::move(settings)),
      timing_(settings_.timing),
      layout_(model.facts(), settings_.widths),
      pace_(std::move(pace)),
      intake_(model.facts(), timing_, layout_) {
    // Those that are waited for, the one that is filled, and some that come too late.
    int64_t waiting = timing_.heard(timing_.wait()) / timing_.block;
    for (int i = 0; i < layout_.instances; ++i)
        runners_.push_back(std::make_unique<ModelRunner>(
            model, ModelRunner::Settings{timing_.block, double(timing_.modelRate), int(waiting) + 4}, pace_));
    filling_.resize(runners_.size());
    if (!settings_.widths.empty())
        dry_.resize(size_t(settings_.widths[0]),
                    std::vector<float>(std::bit_ceil(size_t(timing_.total() + 2 * controlStep))));
    prepareOutputs(model.facts());
}

void ModelStream::prepareOutputs(const ModelFacts& facts) {
    std::shared_ptr<const RateFilters> filters;
    if (timing_.converts())
        filters = std::make_shared<RateFilters>(
            timing_.modelRate, timing_.rate, double(timing_.secondFilter) * timing_.modelRate / timing_.rate);
    size_t most = size_t(timing_.heard(controlStep)) + 1;
    // Only the first output can be taken for what came in.
    auto main = std::find_if(facts.outputs.begin(), facts.outputs.end(), isSound);
    int heard = int(dry_.size()), width = main == facts.outputs.end() ? 0 : layout_.channels(*main);
    int dryWidth = heard == 1 || heard == width ? width : 0;
    for (int output = 0; const ModelSignal& signal : facts.outputs) {
        for (int i = 0; isSound(signal) && i < layout_.instances; ++i)
            for (int c = 0; c < signal.channels; ++c) {
                Channel channel{std::vector<float>(kept),
                                std::vector<float>(most),
                                std::vector<float>(controlStep),
                                {},
                                size_t(i),
                                size_t(output + c)};
                if (filters) channel.converter.emplace(filters);
                if (int(channels_.size()) < dryWidth) channel.dry = heard == 1 ? 0 : int(channels_.size());
                channels_.push_back(std::move(channel));
            }
        for (int c = 0; !isSound(signal) && c < signal.channels; ++c)
            controls_.push_back(
                {std::vector<float>(kept / controlStep), size_t(output + c), signal.framesPerValue});
        output += signal.channels;
    }
}

void ModelStream::hear(const float* const* inputs, const double* numbers, Patience patience) noexcept {
    for (size_t c = 0; c < dry_.size(); ++c)
        std::copy_n(inputs[c], controlStep, &dry_[c][size_t(now_.heard) & (dry_[c].size() - 1)]);
    now_.heard += controlStep;
    intake_.hear(inputs);
    for (int done = 0; done < intake_.frames();) {
        if (now_.filled == 0) begin(patience);
        int count = std::min(intake_.frames() - done, timing_.block - now_.filled);
        for (size_t i = 0; i < runners_.size(); ++i)
            if (filling_[i]) intake_.fill(int(i), *filling_[i], now_.filled, done, count);
        done += count;
        now_.filled += count;
        if (now_.filled < timing_.block) continue;
        post(numbers);
        now_.filled = 0;
        ++now_.filledIndex;
    }
}

// Where there is no room in one of the queues, the block is left out by all instances.
void ModelStream::begin(Patience patience) noexcept {
    drop();
    bool room = now_.resting == 0 && !now_.fault;
    for (size_t i = 0; i < runners_.size(); ++i) {
        ModelRunner& runner = *runners_[i];
        while (patience == Patience::waits && !runner.vacant() && isSpent(runner.block(0)) && runner.wait(0))
            runner.drop();
        filling_[i] = runner.vacant();
        room &= filling_[i] != nullptr;
    }
    if (!room) std::fill(filling_.begin(), filling_.end(), nullptr);
}

void ModelStream::post(const double* numbers) noexcept {
    for (size_t i = 0; i < runners_.size(); ++i)
        if (ModelBlock* block = filling_[i]) {
            block->index = now_.filledIndex;
            block->run = now_.run;
            std::copy_n(numbers, block->numbers.size(), block->numbers.begin());
            runners_[i]->post();
        }
}

void ModelStream::play(Patience patience) noexcept {
    int64_t first = now_.played - timing_.wait(); // frame of the session that the model's is
    if (now_.resting > 0 && (now_.resting -= controlStep) <= 0) {
        now_.resting = 0;
        ++now_.run;
        now_.resumed = now_.filledIndex + (now_.filled > 0);
    }
    look(first + controlStep + timing_.fade, patience);
    convert(first);
    fade(first);
    now_.played += controlStep;
    drop();
}

// Every block is looked for once, a fade before it is heard.
void ModelStream::look(int64_t until, Patience patience) noexcept {
    for (int64_t end = ModelTiming::ceiling(timing_.needed(until), timing_.block); now_.looked < end;
         ++now_.looked) {
        bool there = isThere(now_.looked, patience);
        missing_[size_t(now_.looked) % missing_.size()] = !there;
        if (!there)
            missed(now_.looked);
        else if (now_.missedInARow = 0; now_.owed > 0 && --now_.owed == 0)
            now_.whole = timing_.firstUse((now_.looked + 1) * timing_.block);
    }
}

bool ModelStream::isThere(int64_t block, Patience patience) noexcept {
    for (const auto& runner : runners_) {
        if (now_.fault) return false;
        uint32_t n = 0;
        while (n < runner->underWay() &&
               (runner->block(n).run != now_.run || runner->block(n).index != block))
            ++n;
        if (n == runner->underWay()) return false;
        if (!runner->isDone(n) && patience == Patience::never) return false;
        if (!runner->wait(n))
            now_.fault = "the model did not finish a block within a minute";
        else if (runner->block(n).outcome == ModelBlock::Outcome::failed)
            now_.fault = runner->message();
    }
    return !now_.fault;
}

void ModelStream::missed(int64_t block) noexcept {
    // The filter that follows smears what is missing.
    now_.whole = timing_.firstUse((block + 1) * timing_.block) + 2 * timing_.secondFilter;
    if (now_.fault) return;
    pace_->missed();
    if (now_.resting > 0 || block < now_.resumed) return;
    if (++now_.missedInARow < settings_.mostMissed && now_.owed == 0) return;
    now_.resting = int64_t(timing_.rate) * restSeconds;
    now_.owed = settings_.mostMissed;
    now_.missedInARow = 0;
    for (const auto& runner : runners_) runner->cancelBefore(now_.run + 1);
}

const ModelBlock* ModelStream::find(size_t instance, int64_t block) const noexcept {
    const ModelRunner& runner = *runners_[instance];
    for (uint32_t n = 0; n < runner.underWay(); ++n)
        if (runner.block(n).run == now_.run && runner.block(n).index == block) return &runner.block(n);
    return nullptr;
}

void ModelStream::gather(Channel& channel, int64_t from, int64_t to) const noexcept {
    float* out = channel.frames.data();
    for (int64_t frame = from; frame < to;) {
        int64_t block = frame / timing_.block, at = frame % timing_.block;
        int64_t count = std::min(to - frame, timing_.block - at);
        const ModelBlock* found = isMissing(block) ? nullptr : find(channel.instance, block);
        if (found)
            std::copy_n(found->outputs[channel.output] + at, count, out);
        else
            std::fill_n(out, count, channel.last);
        out += count, frame += count;
        channel.last = out[-1];
    }
}

void ModelStream::convert(int64_t first) noexcept {
    int64_t end = timing_.needed(first + controlStep);
    for (Channel& channel : channels_) {
        gather(channel, now_.taken, end);
        const float* from = channel.frames.data();
        for (int i = 0; i < controlStep; ++i) {
            float& wet = channel.wet[size_t(i)] = 0;
            if (first + i < 0) continue;
            if (!channel.converter) {
                wet = *from++;
                continue;
            }
            while (channel.converter->wants()) channel.converter->put(*from++);
            wet = channel.converter->take();
        }
    }
    int64_t block = (end - 1) / timing_.block, at = (end - 1) % timing_.block;
    for (Control& control : controls_) {
        if (end > now_.taken && !isMissing(block)) {
            float sum = 0;
            for (size_t i = 0; i < runners_.size(); ++i)
                sum += find(i, block)->outputs[control.output][at / control.framesPerValue];
            control.last = sum / float(runners_.size());
        }
        control.played[size_t(now_.played % kept / controlStep)] = control.last;
    }
    now_.taken = end;
}

void ModelStream::fade(int64_t first) noexcept {
    int direction = first >= now_.whole && now_.owed == 0 && !now_.fault ? 1 : -1, share = now_.share;
    for (Channel& channel : channels_) {
        float* out = &channel.played[size_t(now_.played % kept)];
        share = now_.share;
        for (int i = 0; i < controlStep; ++i) {
            share = std::clamp(share + direction, 0, fadeFrames);
            float wet = channel.wet[size_t(i)];
            if (share == fadeFrames) {
                out[i] = wet;
                continue;
            }
            int64_t song = now_.played + i - timing_.total();
            float dry = 0;
            if (settings_.late == Late::dry && channel.dry >= 0 && song >= 0) {
                const auto& line = dry_[size_t(channel.dry)];
                dry = line[size_t(song) & (line.size() - 1)];
            }
            float part = float(share) / fadeFrames;
            out[i] = share == 0 ? dry : wet * part + dry * (1 - part);
        }
    }
    now_.share = std::clamp(now_.share + direction * controlStep, 0, fadeFrames);
}

bool ModelStream::isSpent(const ModelBlock& block) const noexcept {
    return block.run != now_.run || block.index < now_.taken / timing_.block;
}

void ModelStream::drop() noexcept {
    for (const auto& runner : runners_)
        while (runner->underWay() > 0 && runner->isDone(0) && isSpent(runner->block(0))) runner->drop();
}

const float* ModelStream::sound(size_t channel, int64_t frame) const noexcept {
    return &channels_[channel].played[size_t(frame % kept)];
}

float ModelStream::control(size_t channel, int64_t frame) const noexcept {
    return frame < 0 ? 0 : controls_[channel].played[size_t(frame % kept / controlStep)];
}

void ModelStream::reset() noexcept {
    ++now_.run;
    for (const auto& runner : runners_) runner->cancelBefore(now_.run);
    intake_.reset();
    for (Channel& channel : channels_) {
        channel.last = 0;
        if (channel.converter) channel.converter->reset();
    }
    for (Control& control : controls_) control.last = 0;
    now_ = {now_.run};
}

void ModelStream::take(const ModelStream& other) noexcept {
    intake_.take(other.intake_);
    channels_ = other.channels_;
    controls_ = other.controls_;
    dry_ = other.dry_;
    missing_ = other.missing_;
    now_ = other.now_;
    for (size_t i = 0; i < runners_.size(); ++i) {
        runners_[i]->take(*other.runners_[i]);
        filling_[i] = other.filling_[i] ? runners_[i]->vacant() : nullptr;
    }
    if (now_.fault) now_.fault = runners_[0]->message();
}

}
