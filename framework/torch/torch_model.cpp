// Instances, trials and warm-up of models that LibTorch runs.
// SPDX-License-Identifier: MIT
#include "framework/torch/torch_model.h"
#include <random>

namespace stemwright {

namespace {

/// What instances share. Nothing ever runs on `script`, so that copies of it are as the file was.
struct Origin {
    std::unique_ptr<Script> script;
    Dialect dialect;
    bool weightsShared = false;

    std::unique_ptr<BlockRunner> runner(uint64_t seed) const {
        std::unique_ptr<Script> own = script->copy();
        if (weightsShared) own->shareWeights(*script);
        dialect.prepare(*own);
        return std::make_unique<BlockRunner>(
            std::move(own), dialect.call,
            dialect.facts.random ? BlockRunner::Noise::drawn : BlockRunner::Noise::none, seed);
    }
};

class TorchInstance : public ModelInstance {
  public:
    explicit TorchInstance(std::shared_ptr<const Origin> origin)
        : origin_(std::move(origin)), changed_(origin_->dialect.facts.numbers.size()) {
        for (const ModelNumber& number : origin_->dialect.facts.numbers) numbers_.push_back(number.init);
        runner_ = origin_->runner(seed_);
    }

    void process(std::span<const float* const> inputs, std::span<float* const> outputs, int frames) override;
    void set(int number, double value) override {
        numbers_[size_t(number)] = value;
        changed_[size_t(number)] = Change::pending;
    }
    void seed(uint64_t seed) override {
        seed_ = seed;
        reset();
    }
    void reset() override {
        runner_ = origin_->runner(seed_);
        for (Change& change : changed_)
            if (change == Change::told) change = Change::pending;
    }

  private:
    enum class Change { none, pending, told };

    std::shared_ptr<const Origin> origin_;
    std::unique_ptr<BlockRunner> runner_;
    uint64_t seed_ = 0;
    std::vector<double> numbers_;
    std::vector<Change> changed_;
    std::vector<const float*> from_{};
    std::vector<float*> to_{};
};

void TorchInstance::process(std::span<const float* const> inputs, std::span<float* const> outputs,
                            int frames) {
    const Dialect& dialect = origin_->dialect;
    if (dialect.set)
        for (size_t n = 0; n < changed_.size(); ++n)
            if (changed_[n] == Change::pending) {
                changed_[n] = Change::told;
                dialect.set(runner_->script(), int(n), numbers_[n]);
            }
    from_.assign(inputs.begin(), inputs.end());
    to_.assign(outputs.begin(), outputs.end());
    // Block by block: with another length the model would be as slow as at first.
    for (int done = 0; done < frames; done += dialect.call.block) {
        runner_->run(from_, to_, numbers_);
        size_t channel = 0;
        for (const SignalShape& input : dialect.call.inputs)
            for (int c = 0; c < input.channels; ++c) from_[channel++] += input.values;
        channel = 0;
        for (const SignalShape& output : dialect.call.outputs)
            for (int c = 0; c < output.channels; ++c) to_[channel++] += output.values;
    }
}

class TorchModel : public Model {
  public:
    explicit TorchModel(std::shared_ptr<const Origin> origin) : origin_(std::move(origin)) {
        facts_ = origin_->dialect.facts;
    }
    std::unique_ptr<ModelInstance> instance() const override {
        return std::make_unique<TorchInstance>(origin_);
    }

  private:
    std::shared_ptr<const Origin> origin_;
};

using Block = std::vector<std::vector<float>>; // by channel of all signals

Block blockFor(const std::vector<SignalShape>& signals) {
    Block block;
    for (const SignalShape& signal : signals)
        block.resize(block.size() + size_t(signal.channels), std::vector<float>(size_t(signal.values)));
    return block;
}

Block answer(BlockRunner& runner, const BlockCall& call, const Block& input,
             std::span<const double> numbers) {
    Block output = blockFor(call.outputs);
    std::vector<const float*> from;
    std::vector<float*> to;
    for (const auto& row : input) from.push_back(row.data());
    for (auto& row : output) to.push_back(row.data());
    runner.run(from, to, numbers);
    return output;
}

}

// The same block twice: what answers differently remembers. Calls are fast from the third on, for all copies.
std::unique_ptr<Model> torchModel(std::unique_ptr<Script> script, Dialect dialect) {
    auto origin = std::make_shared<Origin>(Origin{std::move(script), std::move(dialect)});
    ModelFacts& facts = origin->dialect.facts;
    const BlockCall& call = origin->dialect.call;
    facts.random = facts.random || origin->script->draws(call.method);
    facts.remembers = facts.remembers || call.lookBehind > 0 || origin->script->assigns(call.method);
    std::vector<double> numbers;
    for (const ModelNumber& number : facts.numbers) numbers.push_back(number.init);
    Block noise = blockFor(call.inputs);
    std::mt19937 generator(1);
    for (auto& row : noise)
        for (float& value : row) value = float(generator()) * 0x1p-33f;
    auto runner = origin->runner(0);
    const long before = runner->script().weightChanges();
    Block first = answer(*runner, call, noise, numbers);
    for (int again = 0; again < 2; ++again)
        if (answer(*runner, call, noise, numbers) != first && !facts.random) facts.remembers = true;
    origin->weightsShared = runner->script().weightChanges() == before;
    return std::make_unique<TorchModel>(origin);
}

}
