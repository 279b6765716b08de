// One thread for each runner: made once, it keeps what the model needs warm.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_runner.h"
#include "framework/audio/denormals.h"
#include "framework/audio/read_ahead.h"
#include "framework/error/error.h"
#include "framework/neural/model_pace.h"
#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <mutex>

namespace stemwright {

using Clock = std::chrono::steady_clock;

// How long those who can wait do so: for a block, and for a thread that is to end.
static constexpr std::chrono::minutes longestBlock{1};
static constexpr std::chrono::seconds longestFarewell{5};

// Those who draw from the random generator that all of the process share do so one at a time.
static std::mutex drawing;

// Shared with the thread, which may outlive the runner.
struct ModelRunner::Work {
    const ModelFacts facts;
    const Settings settings;
    std::shared_ptr<ModelPace> pace;
    std::unique_ptr<ModelInstance> instance;
    std::vector<ModelBlock> blocks;
    std::vector<double> numbers; // what the instance is set to
    uint32_t run = 0;            // that it is in
    std::atomic<uint32_t> posted = 0, done = 0, firstRun = 0;
    std::atomic<bool> stopped = false, waited = false, ended = true;
    std::array<char, 400> message{};
    std::mutex mutex; // of those who wait
    std::condition_variable progress;

    Work(const Model& model, Settings settings_, std::shared_ptr<ModelPace> pace_)
        : facts(model.facts()),
          settings(settings_),
          pace(std::move(pace_)),
          instance(model.instance()),
          blocks(std::bit_ceil(size_t(settings.most))), // counters may run over
          numbers(facts.numbers.size(), std::nan("")) {
        for (ModelBlock& block : blocks) {
            for (const ModelNumber& number : facts.numbers) block.numbers.push_back(number.init);
            block.samples.resize(values(facts.inputs) + values(facts.outputs));
            float* at = block.samples.data();
            for (auto [signals, channels] :
                 {std::pair(&facts.inputs, &block.inputs), std::pair(&facts.outputs, &block.outputs)})
                for (const ModelSignal& signal : *signals)
                    for (int c = 0; c < signal.channels; ++c, at += values(signal)) channels->push_back(at);
        }
    }

    int values(const ModelSignal& signal) const { return settings.frames / signal.framesPerValue; }
    size_t values(const std::vector<ModelSignal>& signals) const {
        size_t all = 0;
        for (const ModelSignal& signal : signals) all += size_t(signal.channels) * size_t(values(signal));
        return all;
    }

    // The first one stays: it is read while others may fail.
    void note(const char* text) noexcept {
        if (!message[0]) std::strncpy(message.data(), text, message.size() - 1);
    }

    bool isFinite(const ModelBlock& block) const noexcept {
        auto first = block.samples.end() - std::ptrdiff_t(values(facts.outputs));
        return std::all_of(first, block.samples.end(), [](float value) { return std::isfinite(value); });
    }

    void process(ModelBlock& block) {
        std::unique_lock alone(drawing, std::defer_lock);
        if (facts.random) alone.lock();
        Clock::time_point begin = Clock::now();
        if (block.run != run) instance->reset();
        run = block.run;
        for (size_t n = 0; n < numbers.size(); ++n)
            if (block.numbers[n] != numbers[n]) instance->set(int(n), numbers[n] = block.numbers[n]);
        instance->process({block.inputs.data(), block.inputs.size()}, block.outputs, settings.frames);
        double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        pace->took(seconds * settings.rate / settings.frames);
    }

    void compute(ModelBlock& block) noexcept {
        block.outcome = ModelBlock::Outcome::failed;
        try {
            process(block);
            if (isFinite(block))
                block.outcome = ModelBlock::Outcome::good;
            else
                note("the model gave numbers that are not finite");
        } catch (const std::exception& error) {
            note(error.what());
        } catch (...) {
            note("the model failed");
        }
    }

    void computeNext(uint32_t next) noexcept {
        ModelBlock& block = blocks[next % blocks.size()];
        if (block.run >= firstRun.load()) compute(block);
        done = next + 1;
    }

    void work() noexcept {
        FlushDenormals flush;
        for (uint32_t next = 0; !stopped;) {
            if (next == posted) {
                posted.wait(next);
                continue;
            }
            computeNext(next++);
            if (waited) tell();
        }
        ended = true;
        tell();
    }

    void tell() noexcept {
        std::lock_guard lock(mutex);
        progress.notify_all();
    }

    template <class Condition> bool wait(std::chrono::milliseconds most, Condition condition) {
        std::unique_lock lock(mutex);
        waited = true;
        bool fulfilled = progress.wait_for(lock, most, condition);
        waited = false;
        return fulfilled;
    }
};

ModelRunner::ModelRunner(const Model& model, Settings settings, std::shared_ptr<ModelPace> pace)
    : work_(std::make_shared<Work>(model, settings, std::move(pace))) {
    if (model.facts().immediate) return;
    work_->ended = false;
    thread_ = std::thread([work = work_] { work->work(); });
}

ModelRunner::~ModelRunner() {
    work_->stopped = true;
    ++work_->posted; // so that it wakes up
    work_->posted.notify_one();
    if (!thread_.joinable()) return;
    if (work_->wait(longestFarewell, [&] { return work_->ended.load(); }))
        thread_.join();
    else
        thread_.detach();
}

ModelBlock* ModelRunner::vacant() noexcept {
    return underWay() == work_->blocks.size() ? nullptr : &work_->blocks[posted_ % work_->blocks.size()];
}

void ModelRunner::post() noexcept {
    work_->posted = ++posted_;
    if (work_->facts.immediate)
        work_->computeNext(posted_ - 1);
    else
        work_->posted.notify_one();
}

const ModelBlock& ModelRunner::block(uint32_t n) const noexcept {
    return work_->blocks[(dropped_ + n) % work_->blocks.size()];
}

bool ModelRunner::isDone(uint32_t n) const noexcept { return int32_t(work_->done - (dropped_ + n)) > 0; }

void ModelRunner::drop() noexcept { ++dropped_; }

// Blocks keep their places, so that what points into them stays right.
void ModelRunner::take(const ModelRunner& other) noexcept {
    const Work& from = *other.work_;
    work_->instance->take(*from.instance);
    for (size_t b = 0; b < from.blocks.size(); ++b) {
        ModelBlock& block = work_->blocks[b];
        block.index = from.blocks[b].index;
        block.run = from.blocks[b].run;
        block.outcome = from.blocks[b].outcome;
        block.numbers = from.blocks[b].numbers;
        block.samples = from.blocks[b].samples;
    }
    work_->numbers = from.numbers;
    work_->message = from.message;
    work_->run = from.run;
    work_->posted = from.posted.load();
    work_->done = from.done.load();
    work_->firstRun = from.firstRun.load();
    posted_ = other.posted_;
    dropped_ = other.dropped_;
}

bool ModelRunner::wait(uint32_t n) noexcept {
    if (isDone(n)) return true;
    Clock::time_point begin = Clock::now();
    bool done = work_->wait(longestBlock, [&] { return isDone(n); });
    ReadAhead::waited(Clock::now() - begin);
    return done;
}

void ModelRunner::cancelBefore(uint32_t run) noexcept { work_->firstRun = run; }

const char* ModelRunner::message() const noexcept { return work_->message.data(); }

}
