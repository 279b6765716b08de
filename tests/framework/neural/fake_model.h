// Models made by hand, of which a test knows every sample.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/live_mix.h"
#include "framework/neural/model_node.h"
#include <functional>
#include <gtest/gtest.h>
#include <semaphore>
#include <thread>

namespace stemwright {

using ModelMaker = std::function<std::unique_ptr<ModelInstance>()>;

class FakeModel : public Model {
  public:
    FakeModel(ModelFacts facts, ModelMaker make) : make_(std::move(make)) { facts_ = std::move(facts); }
    std::unique_ptr<ModelInstance> instance() const override { return make_(); }

  private:
    ModelMaker make_;
};

/// One input and one output of so many channels.
inline ModelFacts plainFacts(int block, double rate = 0, int channels = 1) {
    ModelFacts facts;
    facts.dialect = "plain", facts.method = "forward", facts.hash = "fake";
    facts.inputs = {{"x", channels}};
    facts.outputs = {{"y", channels}};
    facts.block = block, facts.rate = rate;
    return facts;
}

/// y[n] = gain x[n - delay] + feedback y[n - 1], in each channel; the gain is number 0.
class FakeFilter : public ModelInstance {
  public:
    FakeFilter(int channels, int delay, float feedback)
        : lines_(size_t(channels), std::vector<float>(size_t(delay) + 1)), feedback_(feedback) {
        FakeFilter::reset();
    }
    void process(std::span<const float* const> inputs, std::span<float* const> outputs, int frames) override {
        for (int i = 0; i < frames; ++i, at_ = (at_ + 1) % lines_[0].size())
            for (size_t c = 0; c < outputs.size(); ++c) {
                lines_[c][at_] = inputs[c][i];
                last_[c] = gain_ * lines_[c][(at_ + 1) % lines_[c].size()] + feedback_ * last_[c];
                outputs[c][i] = last_[c];
            }
    }
    void set(int, double value) override { gain_ = float(value); }
    void reset() override {
        for (auto& line : lines_) std::fill(line.begin(), line.end(), 0.f);
        last_.assign(lines_.size(), 0);
        at_ = 0;
    }
    void take(const ModelInstance& other) noexcept override { *this = static_cast<const FakeFilter&>(other); }

  private:
    std::vector<std::vector<float>> lines_;
    std::vector<float> last_;
    size_t at_ = 0;
    float feedback_, gain_ = 1;
};

/// What it computes is up to a function; it remembers nothing.
class FakeFunction : public ModelInstance {
  public:
    using Function = std::function<void(std::span<const float* const>, std::span<float* const>, int)>;
    explicit FakeFunction(Function function) : function_(std::move(function)) {}
    void process(std::span<const float* const> inputs, std::span<float* const> outputs, int frames) override {
        function_(inputs, outputs, frames);
    }
    void set(int, double) override {}
    void reset() override {}

  private:
    Function function_;
};

/// Lets blocks through one by one, as a test says, or all at once.
class Gate {
  public:
    void pass() {
        if (!open_) permits_.acquire();
    }
    void allow(int blocks) { permits_.release(blocks); }
    void open() {
        open_ = true;
        permits_.release(1000);
    }
    void close() {
        open_ = false;
        while (permits_.try_acquire()) {}
    }

  private:
    std::counting_semaphore<1 << 20> permits_{0};
    std::atomic<bool> open_ = true;
};

/// Until all blocks of so many frames are computed that a mix has posted so far: then nothing is late that
/// was posted before what is played.
inline void waitForModels(const LiveMix& mix, int block) {
    for (const Graph::Vertex& vertex : mix.plan().graph.vertices)
        if (auto* node = dynamic_cast<const ModelNode*>(vertex.node.get()))
            while (node->pace().report().blocks < mix.engine().frame() / block) std::this_thread::yield();
}

/// Registers a type of nodes that run this model, whatever file is named.
inline bool registerModel(const std::string& name, std::shared_ptr<const Model> model) {
    Registry::add(modelType(name, "Runs a model of a test.", [=](const auto&, const auto&) { return model; }),
                  {1});
    return true;
}

inline std::shared_ptr<const Model> fakeFilter(ModelFacts facts, int delay = 0, float feedback = 0) {
    int channels = facts.outputs[0].channels;
    facts.numbers = {{"gain", "of all", ModelNumber::Kind::real, 1, 0, 4}};
    facts.remembers = true;
    facts.latency = delay;
    return std::make_shared<FakeModel>(
        facts, [=] { return std::make_unique<FakeFilter>(channels, delay, feedback); });
}

}
