// Follows a module through one call, then runs what was found beside it.
// SPDX-License-Identifier: MIT
#include "framework/torch/recognise.h"
#include "framework/neural/network_instance.h"
#include "framework/torch/follower.h"
#include "framework/torch/guarded.h"
#include "framework/torch/module_call.h"
#include <algorithm>
#include <torch/script.h>

namespace stemwright {
namespace {

constexpr int64_t mostWeights = 1 << 17; // each is a multiplication per frame: some 30 % of a core at 48 kHz
constexpr int64_t mostHistory = 1 << 22;

struct Refused {
    std::string reason;
};

int64_t primeFrom(int64_t n) {
    auto isPrime = [](int64_t x) {
        for (int64_t d = 2; d * d <= x; ++d)
            if (x % d == 0) return false;
        return true;
    };
    while (!isPrime(n)) ++n;
    return n;
}

// Far longer than anything that stands before a block, and of a length that nothing else has.
int64_t blockToFollow(const Script& script, const BlockCall& call) {
    int64_t longest = call.lookBehind;
    for (const at::Tensor& tensor : keptTensors(script.module()).tensors)
        for (int64_t side : tensor.sizes()) longest = std::max(longest, side);
    return primeFrom(1000 + 4 * longest);
}

void checkSize(int64_t weights) {
    if (weights > mostWeights) throw Refused{"it is too large to be computed on the audio thread"};
}

int64_t weightsOf(const Network& network) {
    size_t weights = 0;
    for (const Network::Operation& o : network.operations())
        if (const auto* convolution = std::get_if<Convolution>(&o.layer))
            weights += convolution->weights.size();
        else if (const auto* recurrence = std::get_if<Recurrence>(&o.layer))
            weights += recurrence->fromInputs.size() + recurrence->fromUnits.size();
    return int64_t(weights);
}

// The module as it is before the first call.
std::unique_ptr<Script> unused(const Script& script, const Dialect& dialect) {
    auto copy = script.copy();
    dialect.prepare(*copy);
    return copy;
}

// What a module keeps from call to call, by number among its tensors.
std::vector<size_t> memories(Script& copy, ModuleCall& call, int64_t block) {
    auto before = keptTensors(copy.module());
    for (at::Tensor& tensor : before.tensors) tensor = tensor.clone();
    call.run(copy.module(), call.sound(block));
    auto after = keptTensors(copy.module());
    if (before.tensors.size() != after.tensors.size() || before.others != after.others)
        throw Refused{"it keeps something else than tensors from call to call"};
    std::vector<size_t> changed;
    for (size_t t = 0; t < before.tensors.size(); ++t) {
        const at::Tensor &old = before.tensors[t], &fresh = after.tensors[t];
        if (old.sizes() != fresh.sizes()) throw Refused{"what it keeps from call to call changes its size"};
        if (at::equal(old, fresh)) continue;
        if (old.count_nonzero().item<int64_t>() > 0) throw Refused{"what it keeps does not begin with zeros"};
        changed.push_back(t);
    }
    return changed;
}

Network followed(const Script& script, const Dialect& dialect, ModuleCall& call) {
    int64_t block = blockToFollow(script, dialect.call);
    auto kept = memories(*unused(script, dialect), call, block);
    auto copy = unused(script, dialect);
    auto tensors = keptTensors(copy->module()).tensors;
    Follower follower(block, call.description().lookBehind);
    auto sound = call.sound(block);
    for (size_t i = 0; i < sound.size(); ++i)
        follower.hear(sound[i], call.description().inputs[i].channels, call.timeSide(int(i)));
    for (size_t t : kept) follower.remember(tensors[t]);
    call.restart(ModuleCall::States::zeros);
    for (const c10::IValue& state : call.states()) follower.remember(state.toTensor());
    auto given = follower.follow([&] { return call.run(copy->module(), sound); });
    for (size_t o = 0; o < given.size(); ++o) follower.give(given[o], call.description().outputs[o].channels);
    tensors = keptTensors(copy->module()).tensors;
    for (size_t m = 0; m < kept.size(); ++m) follower.keep(m, tensors[kept[m]]);
    for (size_t s = 0; s < call.states().size(); ++s)
        follower.keep(kept.size() + s, call.states()[s].toTensor());
    if (!follower.refusal().empty()) throw Refused{follower.refusal()};
    int64_t history = 0;
    for (const Network::Signal& signal : follower.network.signals())
        history += int64_t(signal.history) * signal.channels;
    if (history > mostHistory) throw Refused{"it looks behind too far"};
    checkSize(weightsOf(follower.network)); // constants of its text among them
    return std::move(follower.network);
}

void check(Script& copy, ModuleCall& call, std::shared_ptr<const Network> network) {
    NetworkInstance instance(std::move(network));
    call.restart(ModuleCall::States::none);
    for (int64_t frames : {64, 1, 300, 17}) {
        auto sound = call.sound(frames);
        auto given = call.run(copy.module(), sound);
        std::vector<std::vector<float>> ours;
        std::vector<float*> outputs;
        for (const SignalShape& output : call.description().outputs)
            for (int c = 0; c < output.channels; ++c) ours.emplace_back(size_t(frames));
        for (auto& row : ours) outputs.push_back(row.data());
        instance.process(call.rows(), outputs, int(frames));
        size_t row = 0;
        for (const at::Tensor& tensor : call.rows(given, frames))
            for (int64_t c = 0; c < tensor.size(0); ++c, ++row) {
                at::Tensor difference = (tensor[c] - at::from_blob(ours[row].data(), {frames})).abs().max();
                at::Tensor scale = tensor[c].abs().max().clamp_min(1);
                if (!((difference / scale).item<float>() <= 1e-5f))
                    throw Refused{"our kernels would differ from it by " +
                                  std::to_string((difference / scale).item<float>()) + " of full scale"};
            }
    }
}

void checkCall(const Script& script, const Dialect& dialect) {
    const BlockCall& call = dialect.call;
    if (!dialect.facts.numbers.empty()) throw Refused{"it has numbers that can be moved"};
    for (const Operand& argument : call.arguments)
        if (argument.layout.find('w') != std::string::npos) throw Refused{"it wants a window for each frame"};
    for (const auto* signals : {&call.inputs, &call.outputs})
        for (const SignalShape& signal : *signals)
            if (signal.values != call.block) throw Refused{"it has signals of another rate than the sound"};
    if (script.draws(call.method)) throw Refused{"it draws noise"};
    int64_t weights = 0;
    for (const auto& parameter : script.module().named_parameters()) weights += parameter.value.numel();
    checkSize(weights);
}

}

std::unique_ptr<Model> recognise(const Script& script, Dialect& dialect) {
    c10::InferenceMode inference;
    std::string& said = dialect.facts.computedBy;
    try {
        checkCall(script, dialect);
        ModuleCall call(dialect.call);
        auto network = std::make_shared<const Network>(followed(script, dialect, call));
        check(*unused(script, dialect), call, network);
        said = "our own kernels: " + network->text();
        return std::make_unique<NetworkModel>(dialect.facts, network);
    } catch (const Refused& refused) {
        said = "LibTorch: " + refused.reason;
    } catch (const std::exception& error) {
        said = "LibTorch: it does not take blocks of any length: " + withoutTrace(error.what());
    }
    return nullptr;
}

}
