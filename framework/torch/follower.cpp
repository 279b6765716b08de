// Watches LibTorch's operations, and keeps account of what each tensor holds.
// SPDX-License-Identifier: MIT
#include "framework/torch/follower.h"
#include <ATen/ATen.h>
#include <ATen/record_function.h>
#include <unordered_map>

namespace stemwright {

struct Follower::State {
    struct Remembered {
        at::Tensor tensor;
        bool recurrent = false;
        std::vector<Tail> tails{}; // what it stands before
    };
    int64_t block, lookBehind;
    std::unordered_map<const void*, std::pair<at::Tensor, Mark>>
        marks{}; // tensors are held, so that none is reused
    std::vector<Remembered> memories{};
    std::vector<bool> recomputed{}; // signals whose past is computed again in each call
    std::string refusal{};
};

Follower::Follower(int64_t block, int64_t lookBehind) : state_(new State{block, lookBehind}) {}
Follower::~Follower() = default;

const std::string& Follower::refusal() const { return state_->refusal; }
int64_t Follower::length(const Sound& sound) const { return state_->block + sound.end - sound.start; }

namespace {

thread_local Follower* watched = nullptr;
thread_local int depth = 0; // operations call others; the outermost ones are those of the script

}

// Arguments are at hand when an operation starts, results when it ends. Both may lie on top of other values.
struct Follower::Observed : at::ObserverContext {
    std::string name;
    size_t results = 0;
    Values inputs;

    static Values top(const auto& stack, size_t count) {
        return Values(stack.end() - ptrdiff_t(std::min(count, stack.size())), stack.end());
    }

    // Some of LibTorch's own functions call operations under a name without a library.
    static bool isOperation(const at::RecordFunction& function) {
        return std::string_view(function.name()).find("::") != std::string_view::npos;
    }

    static std::unique_ptr<at::ObserverContext> start(const at::RecordFunction& function) {
        if (!watched || !isOperation(function) || depth++ > 0) return nullptr;
        auto observed = std::make_unique<Observed>();
        observed->name = function.name();
        observed->inputs = top(function.inputs(), function.num_inputs());
        observed->results = function.num_outputs();
        return observed;
    }

    static void end(const at::RecordFunction& function, at::ObserverContext* context) {
        if (!watched || !isOperation(function)) return;
        --depth;
        if (auto* observed = static_cast<Observed*>(context)) {
            watched->see(observed->name, observed->inputs, top(function.outputs(), observed->results));
        }
    }
};

Follower::Watching::Watching(Follower& follower) {
    handle = at::addThreadLocalCallback(at::RecordFunctionCallback(Observed::start, Observed::end)
                                            .needsInputs(true)
                                            .needsOutputs(true)
                                            .scopes({at::RecordScope::FUNCTION}));
    watched = &follower;
    depth = 0;
}

Follower::Watching::~Watching() {
    watched = nullptr;
    at::removeCallback(handle);
}

void Follower::refuse(const std::string& reason) {
    if (state_->refusal.empty()) state_->refusal = reason;
}

const Follower::Mark* Follower::mark(const c10::IValue& value) const {
    if (!value.isTensor() || !value.toTensor().defined()) return nullptr;
    auto found = state_->marks.find(value.toTensor().unsafeGetTensorImpl());
    return found == state_->marks.end() ? nullptr : &found->second.second;
}

const Follower::Sound* Follower::sound(const c10::IValue& value) const {
    const Mark* found = mark(value);
    return found ? std::get_if<Sound>(found) : nullptr;
}

void Follower::put(const c10::IValue& value, Mark mark) {
    const at::Tensor& tensor = value.toTensor();
    state_->marks.insert_or_assign(tensor.unsafeGetTensorImpl(), std::pair(tensor, std::move(mark)));
}

int64_t Follower::channelSide(const Sound& sound, const at::Tensor& tensor) const {
    for (int64_t s = 0; s < tensor.dim(); ++s)
        if (s != sound.side && tensor.size(s) > 1) return s;
    return -1;
}

void Follower::see(const std::string& name, const Values& inputs, const Values& outputs) {
    if (!state_->refusal.empty()) return;
    bool isMarked = false;
    for (const c10::IValue& input : inputs) {
        isMarked = isMarked || mark(input);
        if (input.isTensorList())
            for (const at::Tensor& each : input.toTensorVector()) isMarked = isMarked || mark(each);
    }
    if (!isMarked) return;
    // Operations with a last "_" write to their first argument and are else the same.
    std::string plain = name.ends_with('_') && !name.ends_with("__") ? name.substr(0, name.size() - 1) : name;
    for (Operation (*of)(const std::string&) : {viewOperation, valueOperation, layerOperation})
        for (const std::string& known : {name, plain})
            if (Operation operation = of(known)) return operation(*this, inputs, outputs);
    refuse("its operation " + name.substr(name.rfind(':') + 1) + " is not among those that have kernels");
}

void Follower::hear(const at::Tensor& input, int channels, int64_t side) {
    put(input, Sound{network.input(channels), -state_->lookBehind, 0, side});
}

void Follower::remember(const at::Tensor& memory) {
    put(memory, Memory{Memory::When::before, state_->memories.size()});
    state_->memories.push_back({memory});
}

void Follower::fetch(size_t memory, const Sound& sound, int64_t frames) {
    size_t signal = size_t(sound.tap.signal);
    if (sound.start != 0 || sound.end != 0 || sound.tap.delay != 0 || state_->lookBehind > 0 ||
        (signal < state_->recomputed.size() && state_->recomputed[signal]))
        return refuse("it puts a memory before a sound whose past it has already");
    network.silenceBefore(sound.tap);
    state_->memories[memory].tails.push_back({sound.tap, frames, 0});
}

void Follower::recur(size_t memory) {
    if (state_->memories[memory].recurrent) refuse("two recurrent layers begin with the same memory");
    state_->memories[memory].recurrent = true;
}

void Follower::markRecomputed(const Sound& sound) {
    state_->recomputed.resize(network.signals().size());
    if (sound.start < 0) state_->recomputed[size_t(sound.tap.signal)] = true;
}

void Follower::write(const at::Tensor& to, const c10::IValue& value) {
    const Mark *old = mark(to), *fresh = mark(value);
    const Memory* memory = old ? std::get_if<Memory>(old) : nullptr;
    if (!memory || !fresh) return refuse("it writes into a tensor that is no memory of a layer");
    const at::Tensor whole = state_->memories[memory->memory].tensor;
    if (whole.numel() != to.numel()) return refuse("it writes into a part of a memory");
    Mark copied = *fresh;
    put(to, copied);
    put(whole, copied);
}

void Follower::give(const at::Tensor& output,
                    int channels) { // the last frames, where there are more than in a block
    const Sound* found = sound(output);
    if (!found) return refuse("its result cannot be followed back to its input");
    if (found->start > found->end || found->tap.channels != channels)
        return refuse("it gives fewer frames than it is given");
    Network::Tap tap = found->tap;
    tap.delay += int(-found->end);
    network.output(tap);
}

void Follower::keep(size_t memory, const at::Tensor& kept) {
    const State::Remembered& known = state_->memories[memory];
    const Mark* found = mark(kept);
    if (!known.recurrent && known.tails.empty()) return; // nothing depends on it
    const auto* after = found ? std::get_if<Memory>(found) : nullptr;
    const auto* tail = found ? std::get_if<Tail>(found) : nullptr;
    bool isNext = known.recurrent ? after && after->when == Memory::When::after && after->memory == memory &&
                                        known.tails.empty()
                                  : tail != nullptr;
    for (const Tail& before : known.tails)
        isNext = isNext && tail->tap.signal == before.tap.signal && tail->tap.first == before.tap.first &&
                 tail->tap.channels == before.tap.channels && tail->frames == before.frames && tail->end == 0;
    if (!isNext) refuse("what it keeps for the next call is not the end of what it heard");
}

}
