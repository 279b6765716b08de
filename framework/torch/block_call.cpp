// Turns rows into tensors, calls, and turns tensors into rows.
// SPDX-License-Identifier: MIT
#include "framework/torch/block_call.h"
#include "framework/torch/guarded.h"
#include "framework/torch/runtime.h"
#include <algorithm>
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/InferenceMode.h>
#include <fmt/format.h>
#include <mutex>
#include <torch/csrc/jit/api/module.h>

namespace stemwright {

namespace {

using Values = std::vector<c10::IValue>;

c10::IValue scalar(double value, const std::string& type) {
    if (type == "int") return int64_t(std::llround(value));
    if (type == "bool") return value >= 0.5;
    if (type.find("Tensor") != std::string::npos) return at::full({1}, value);
    return value;
}

std::string text(at::IntArrayRef shape) {
    return fmt::format("[{}]", fmt::join(std::vector<int64_t>(shape.begin(), shape.end()), ", "));
}

// Numbers count as tensors [1]; what is neither gives an undefined one.
at::Tensor tensorFrom(const c10::IValue& value) {
    if (value.isScalar()) return at::full({1}, value.toScalar(), at::kFloat);
    if (!value.isTensor() || !value.toTensor().defined()) return {};
    return value.toTensor().dim() == 0 ? value.toTensor().reshape({1}) : value.toTensor();
}

// From one side for each letter of `have` to one for each of `layout`.
at::Tensor arranged(const at::Tensor& tensor, const std::string& have, const std::string& layout) {
    std::vector<int64_t> order, shape;
    for (char side : layout) {
        size_t at = have.find(side);
        shape.push_back(at == std::string::npos ? 1 : tensor.size(int64_t(at)));
        if (at != std::string::npos) order.push_back(int64_t(at));
    }
    for (size_t h = 0; h < have.size(); ++h) // what the layout lacks is one long
        if (layout.find(have[h]) == std::string::npos) order.push_back(int64_t(h));
    return tensor.permute(order).reshape(shape).contiguous();
}

// Noise comes from one generator in LibTorch, and each runner puts its own state there while it draws.
class OwnNoise {
  public:
    explicit OwnNoise(at::Tensor& state) : turn_(one()), state_(state) {
        std::lock_guard lock(generator_.mutex());
        generator_.set_state(state_);
    }
    ~OwnNoise() {
        std::lock_guard lock(generator_.mutex());
        state_ = generator_.get_state();
    }
    static at::Tensor seeded(uint64_t seed) { return at::detail::createCPUGenerator(seed).get_state(); }

  private:
    static std::mutex& one() {
        static std::mutex mutex;
        return mutex;
    }
    std::lock_guard<std::mutex> turn_;
    at::Generator generator_ = at::detail::getDefaultCPUGenerator();
    at::Tensor& state_;
};

}

struct BlockRunner::State {
    std::unique_ptr<Script> script;
    BlockCall call;
    Noise noise;
    at::Tensor generator{};
    Values states{};
    std::vector<std::vector<float>> behind{}; // by channel of all inputs

    at::Tensor signal(const Operand& operand, std::span<const float* const> inputs) const;
    c10::IValue argument(const Operand& operand, std::span<const float* const> inputs,
                         std::span<const double> numbers) const;
    Values results(std::span<const float* const> inputs, std::span<const double> numbers);
    void take(const Operand& operand, const c10::IValue& value, std::span<float* const> outputs);
    void remember(std::span<const float* const> inputs);
};

static size_t firstChannel(const std::vector<SignalShape>& signals, int index) {
    size_t channel = 0;
    for (int s = 0; s < index; ++s) channel += size_t(signals[size_t(s)].channels);
    return channel;
}

// New for every call: models may keep a part of it.
at::Tensor BlockRunner::State::signal(const Operand& operand, std::span<const float* const> inputs) const {
    const SignalShape& shape = call.inputs[size_t(operand.index)];
    const size_t first = firstChannel(call.inputs, operand.index);
    at::Tensor rows = at::empty({shape.channels, call.lookBehind + shape.values}, at::kFloat);
    for (int c = 0; c < shape.channels; ++c) {
        float* row = rows.data_ptr<float>() + c * (call.lookBehind + shape.values);
        const size_t channel = first + size_t(c);
        std::copy_n(behind[channel].data(), call.lookBehind, row);
        std::copy_n(inputs[channel], shape.values, row + call.lookBehind);
    }
    if (operand.layout.find('w') == std::string::npos) return arranged(rows, "ct", operand.layout);
    return arranged(rows.unfold(1, call.lookBehind + 1, 1), "ctw", operand.layout);
}

c10::IValue BlockRunner::State::argument(const Operand& operand, std::span<const float* const> inputs,
                                         std::span<const double> numbers) const {
    switch (operand.kind) {
    case Operand::Kind::signal:
        return signal(operand, inputs);
    case Operand::Kind::number:
        return scalar(numbers[size_t(operand.index)], operand.type);
    case Operand::Kind::constant:
        return scalar(operand.value, operand.type);
    case Operand::Kind::state:
        return states[size_t(operand.index)];
    case Operand::Kind::numbers: {
        at::Tensor all = at::zeros({operand.shape[0], call.block}, at::kFloat);
        for (size_t n = 0; n < numbers.size(); ++n) all[int64_t(n)].fill_(numbers[n]);
        return all;
    }
    case Operand::Kind::other:
        break;
    }
    return {};
}

Values BlockRunner::State::results(std::span<const float* const> inputs, std::span<const double> numbers) {
    setUpThread();
    Values arguments;
    for (const Operand& operand : call.arguments) arguments.push_back(argument(operand, inputs, numbers));
    auto method = script->module().get_method(call.method);
    c10::IValue result;
    if (noise == Noise::drawn) {
        OwnNoise own(generator);
        result = method(std::move(arguments));
    } else
        result = method(std::move(arguments));
    if (result.isTuple()) {
        const auto& parts = result.toTupleRef().elements();
        return Values(parts.begin(), parts.end());
    }
    if (result.isList()) return result.toListRef().vec();
    return {std::move(result)};
}

void BlockRunner::State::take(const Operand& operand, const c10::IValue& value,
                              std::span<float* const> outputs) {
    if (operand.kind == Operand::Kind::state) states[size_t(operand.index)] = value;
    if (operand.kind != Operand::Kind::signal) return;
    at::Tensor tensor = tensorFrom(value);
    if (!tensor.defined())
        throw Error("the model gives no tensor where it gave one before", "use another model");
    if (tensor.sizes() != at::IntArrayRef(operand.shape))
        throw Error("the model gives a tensor " + text(tensor.sizes()) + " where it gave " +
                        text(operand.shape) + " before",
                    "use a model whose output has one shape");
    const bool plain =
        at::isFloatingType(tensor.scalar_type()) || at::isIntegralType(tensor.scalar_type(), true);
    if (!plain || tensor.layout() != at::kStrided || !tensor.is_cpu())
        throw Error("the model gives a tensor that holds no plain numbers in memory", "use another model");
    tensor = tensor.to(at::kFloat).contiguous();
    const SignalShape& shape = call.outputs[size_t(operand.index)];
    int64_t channelStep = 0, valueStep = 1, step = 1, skipped = 0;
    for (size_t side = operand.layout.size(); side-- > 0; step *= operand.shape[side])
        if (operand.layout[side] == 'c')
            channelStep = step;
        else if (operand.layout[side] == 't') {
            valueStep = step;
            skipped = (operand.shape[side] - shape.values) * step;
        }
    const size_t first = firstChannel(call.outputs, operand.index);
    for (int c = 0; c < shape.channels; ++c)
        for (int v = 0; v < shape.values; ++v)
            outputs[first + size_t(c)][v] =
                tensor.data_ptr<float>()[c * channelStep + skipped + v * valueStep];
}

void BlockRunner::State::remember(std::span<const float* const> inputs) {
    for (size_t channel = 0, s = 0; s < call.inputs.size(); ++s)
        for (int c = 0; c < call.inputs[s].channels; ++c, ++channel) {
            std::vector<float>& row = behind[channel];
            row.insert(row.end(), inputs[channel], inputs[channel] + call.inputs[s].values);
            row.erase(row.begin(), row.end() - call.lookBehind);
        }
}

BlockRunner::BlockRunner(std::unique_ptr<Script> script, BlockCall call, Noise noise, uint64_t seed)
    : state_(new State{std::move(script), std::move(call), noise}) {
    if (noise == Noise::drawn) state_->generator = OwnNoise::seeded(seed);
    size_t channels = firstChannel(state_->call.inputs, int(state_->call.inputs.size()));
    state_->behind.assign(channels, std::vector<float>(size_t(state_->call.lookBehind)));
    for (const Operand& operand : state_->call.arguments)
        if (operand.kind == Operand::Kind::state) {
            state_->states.resize(std::max(state_->states.size(), size_t(operand.index) + 1));
            if (!operand.shape.empty()) state_->states[size_t(operand.index)] = at::zeros(operand.shape);
        }
}

BlockRunner::~BlockRunner() = default;

Script& BlockRunner::script() { return *state_->script; }

std::vector<std::vector<int64_t>> BlockRunner::probe(std::span<const double> numbers) {
    return guarded("the model fails", [&] {
        c10::InferenceMode inference;
        std::vector<std::vector<float>> silence;
        for (const SignalShape& input : state_->call.inputs)
            silence.resize(silence.size() + size_t(input.channels), std::vector<float>(size_t(input.values)));
        std::vector<const float*> rows;
        for (const auto& row : silence) rows.push_back(row.data());
        std::vector<std::vector<int64_t>> shapes;
        for (const c10::IValue& value : state_->results(rows, numbers)) {
            const at::Tensor tensor = tensorFrom(value);
            shapes.push_back(tensor.defined() ? tensor.sizes().vec() : std::vector<int64_t>{});
        }
        return shapes;
    });
}

void BlockRunner::run(std::span<const float* const> inputs, std::span<float* const> outputs,
                      std::span<const double> numbers) {
    guarded("the model fails", [&] {
        c10::InferenceMode inference;
        Values results = state_->results(inputs, numbers);
        if (results.size() != state_->call.results.size())
            throw Error(fmt::format("the model gives {} results where it gave {} before", results.size(),
                                    state_->call.results.size()),
                        "use a model that always gives the same");
        for (size_t r = 0; r < results.size(); ++r)
            state_->take(state_->call.results[r], results[r], outputs);
        if (state_->call.lookBehind > 0) state_->remember(inputs);
    });
}

}
