// Puts arguments together and takes results apart, as a call's description says.
// SPDX-License-Identifier: MIT
#include "framework/torch/module_call.h"
#include <algorithm>
#include <random>
#include <torch/script.h>

namespace stemwright {
namespace {

void collect(const c10::IValue& value, KeptTensors& to) {
    if (value.isTensor()) {
        if (value.toTensor().defined()) to.tensors.push_back(value.toTensor());
    } else if (value.isTuple()) {
        for (const c10::IValue& each : value.toTupleRef().elements()) collect(each, to);
    } else if (value.isList()) {
        for (const c10::IValue& each : value.toListRef()) collect(each, to);
    } else if (!value.isObject()) {
        std::ostringstream text;
        text << value;
        to.others.push_back(text.str());
    }
}

std::vector<int64_t> sides(const std::string& layout, int64_t channels, int64_t frames) {
    std::vector<int64_t> all;
    for (char side : layout) all.push_back(side == 'c' ? channels : side == 't' ? frames : 1);
    return all;
}

bool timeComesFirst(const std::string& layout) {
    size_t channels = layout.find('c');
    return channels != layout.npos && layout.find('t') < channels;
}

c10::IValue constant(const Operand& operand) {
    if (operand.type == "int") return int64_t(operand.value);
    if (operand.type == "float") return operand.value;
    if (operand.type == "bool") return operand.value != 0;
    return at::full({1}, operand.value);
}

}

KeptTensors keptTensors(const torch::jit::Module& module) {
    KeptTensors all;
    for (const auto& attribute : module.named_attributes()) collect(attribute.value, all);
    return all;
}

struct ModuleCall::Progress {
    BlockCall call;
    std::vector<c10::IValue> states{};
    Tensors past{}, present{}; // [channels][frames], the present one with what it looks behind
    std::mt19937 random{};
};

ModuleCall::ModuleCall(const BlockCall& call) : progress_(new Progress{call}) { restart(States::none); }
ModuleCall::~ModuleCall() = default;

const BlockCall& ModuleCall::description() const { return progress_->call; }
const std::vector<c10::IValue>& ModuleCall::states() const { return progress_->states; }

void ModuleCall::restart(States states) {
    Progress& p = *progress_;
    p.states.clear();
    p.past.clear();
    auto start = [&](const Operand& operand, const std::vector<int64_t>& shape) {
        p.states.resize(std::max(p.states.size(), size_t(operand.index) + 1));
        if (!shape.empty()) p.states[size_t(operand.index)] = at::zeros(shape);
    };
    for (const auto* operands : {&p.call.results, &p.call.arguments})
        for (const Operand& operand : *operands)
            if (operand.kind == Operand::Kind::state)
                start(operand, operands == &p.call.arguments || states == States::zeros
                                   ? operand.shape
                                   : std::vector<int64_t>());
    for (const SignalShape& input : p.call.inputs)
        p.past.push_back(at::zeros({input.channels, p.call.lookBehind}));
}

ModuleCall::Tensors ModuleCall::sound(int64_t frames) {
    Progress& p = *progress_;
    Tensors all(p.call.inputs.size());
    p.present = all;
    std::normal_distribution<float> noise(0, 0.4f);
    for (const Operand& argument : p.call.arguments) {
        if (argument.kind != Operand::Kind::signal) continue;
        size_t i = size_t(argument.index);
        int64_t channels = p.call.inputs[i].channels;
        at::Tensor fresh = at::empty({channels, frames});
        for (int64_t n = 0; n < fresh.numel(); ++n) fresh.data_ptr<float>()[n] = noise(p.random);
        at::Tensor rows = p.present[i] = at::cat({p.past[i], fresh}, 1);
        p.past[i] = rows.slice(1, frames).clone();
        rows = timeComesFirst(argument.layout) ? rows.t().contiguous() : rows.clone();
        all[i] = rows.view(sides(argument.layout, channels, frames + p.call.lookBehind));
    }
    return all;
}

std::vector<const float*> ModuleCall::rows() const {
    std::vector<const float*> all;
    for (const at::Tensor& rows : progress_->present)
        for (int64_t c = 0; c < rows.size(0); ++c)
            all.push_back(rows[c].data_ptr<float>() + progress_->call.lookBehind);
    return all;
}

int64_t ModuleCall::timeSide(int input) const {
    for (const Operand& argument : progress_->call.arguments)
        if (argument.kind == Operand::Kind::signal && argument.index == input)
            return int64_t(argument.layout.find('t'));
    return -1;
}

ModuleCall::Tensors ModuleCall::run(torch::jit::Module& module, const Tensors& sound) {
    Progress& p = *progress_;
    std::vector<c10::IValue> arguments;
    for (const Operand& argument : p.call.arguments) switch (argument.kind) {
        case Operand::Kind::signal:
            arguments.push_back(sound[size_t(argument.index)]);
            break;
        case Operand::Kind::state:
            arguments.push_back(p.states[size_t(argument.index)]);
            break;
        default:
            arguments.push_back(constant(argument));
        }
    c10::IValue result = module.get_method(p.call.method)(arguments);
    std::vector<c10::IValue> parts{result};
    if (result.isTuple()) parts = result.toTupleRef().elements().vec();
    if (result.isList()) parts = result.toListRef().vec();
    Tensors outputs(p.call.outputs.size());
    for (size_t r = 0; r < std::min(parts.size(), p.call.results.size()); ++r) {
        const Operand& operand = p.call.results[r];
        if (operand.kind == Operand::Kind::signal) outputs[size_t(operand.index)] = parts[r].toTensor();
        if (operand.kind == Operand::Kind::state) p.states[size_t(operand.index)] = parts[r];
    }
    return outputs;
}

ModuleCall::Tensors ModuleCall::rows(const Tensors& outputs, int64_t frames) const {
    Tensors all(outputs.size());
    for (const Operand& result : progress_->call.results) {
        if (result.kind != Operand::Kind::signal) continue;
        size_t i = size_t(result.index);
        int64_t channels = progress_->call.outputs[i].channels;
        at::Tensor rows = outputs[i].contiguous();
        rows = timeComesFirst(result.layout) ? rows.view({-1, channels}).t() : rows.view({channels, -1});
        all[i] = rows.slice(1, rows.size(1) - frames).contiguous();
    }
    return all;
}

}
