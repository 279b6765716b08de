// Puts arguments together and takes results apart, as a call's description says.
// SPDX-License-Identifier: MIT
#include "framework/torch/module_call.h"

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

ModuleCall::ModuleCall(const BlockCall& call) : call_(call) { restart(States::none); }

void ModuleCall::restart(States states) {
    states_.clear();
    past_.clear();
    auto start = [&](const Operand& operand, const std::vector<int64_t>& shape) {
        states_.resize(std::max(states_.size(), size_t(operand.index) + 1));
        if (!shape.empty()) states_[size_t(operand.index)] = at::zeros(shape);
    };
    for (const auto* operands : {&call_.results, &call_.arguments})
        for (const Operand& operand : *operands)
            if (operand.kind == Operand::Kind::state)
                start(operand, operands == &call_.arguments || states == States::zeros
                                   ? operand.shape
                                   : std::vector<int64_t>());
    for (const SignalShape& input : call_.inputs)
        past_.push_back(at::zeros({input.channels, call_.lookBehind}));
}

std::vector<ModuleCall::Input> ModuleCall::sound(int64_t frames) {
    std::vector<Input> all(call_.inputs.size());
    std::normal_distribution<float> noise(0, 0.4f);
    for (const Operand& argument : call_.arguments) {
        if (argument.kind != Operand::Kind::signal) continue;
        size_t i = size_t(argument.index);
        int64_t channels = call_.inputs[i].channels, whole = frames + call_.lookBehind;
        at::Tensor fresh = at::empty({channels, frames});
        for (int64_t n = 0; n < fresh.numel(); ++n) fresh.data_ptr<float>()[n] = noise(random_);
        at::Tensor rows = at::cat({past_[i], fresh}, 1);
        past_[i] = rows.slice(1, frames).clone();
        at::Tensor ordered = timeComesFirst(argument.layout) ? rows.t().contiguous() : rows.clone();
        all[i] = {ordered.view(sides(argument.layout, channels, whole)), rows, int(channels),
                  int64_t(argument.layout.find('t')), call_.lookBehind};
    }
    return all;
}

ModuleCall::Given ModuleCall::run(torch::jit::Module& module, const std::vector<Input>& sound) {
    std::vector<c10::IValue> arguments;
    for (const Operand& argument : call_.arguments) switch (argument.kind) {
        case Operand::Kind::signal:
            arguments.push_back(sound[size_t(argument.index)].tensor);
            break;
        case Operand::Kind::state:
            arguments.push_back(states_[size_t(argument.index)]);
            break;
        default:
            arguments.push_back(constant(argument));
        }
    c10::IValue result = module.get_method(call_.method)(arguments);
    std::vector<c10::IValue> parts{result};
    if (result.isTuple()) parts = result.toTupleRef().elements().vec();
    if (result.isList()) parts = result.toListRef().vec();
    Given given;
    given.outputs.resize(call_.outputs.size());
    for (size_t p = 0; p < std::min(parts.size(), call_.results.size()); ++p) {
        const Operand& operand = call_.results[p];
        if (operand.kind == Operand::Kind::signal) given.outputs[size_t(operand.index)] = parts[p].toTensor();
        if (operand.kind == Operand::Kind::state) states_[size_t(operand.index)] = parts[p];
    }
    return given;
}

std::vector<at::Tensor> ModuleCall::rows(const Given& given, int64_t frames) const {
    std::vector<at::Tensor> all(call_.outputs.size());
    for (const Operand& result : call_.results) {
        if (result.kind != Operand::Kind::signal) continue;
        size_t i = size_t(result.index);
        int64_t channels = call_.outputs[i].channels;
        at::Tensor rows = given.outputs[i].contiguous();
        rows = timeComesFirst(result.layout) ? rows.view({-1, channels}).t() : rows.view({channels, -1});
        all[i] = rows.slice(1, rows.size(1) - frames).contiguous();
    }
    return all;
}

}
