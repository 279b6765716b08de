// Runs a script step by step, and lets sound pass where it fails.
// SPDX-License-Identifier: MIT
#include "framework/lua/script_node.h"
#include <algorithm>
#include <cstring>

namespace stemwright {

// Whatever the engine's blocks are, the script is called for one control step at a time, so it cannot depend
// on them.
class ScriptBatch final : public Batch {
  public:
    ScriptBatch(const ScriptNode& node, const RowMath& rows)
        : node_(node),
          rows_(rows),
          script_(node.instance(timing_, rows)),
          numbers_(points * node.numbers().size()),
          samples_(quantum * node.numbers().size()),
          motion_(node.numbers().size(), Motion::still),
          item_(node.numbers().size()),
          late_(node.inputs().empty() ? 0 : size_t(node.inputs()[0]->channels * timing_.latency)),
          dry_(late_.empty() ? 0 : size_t(node.inputs()[0]->channels) * controlStep),
          last_(size_t(node.outputChannels())),
          emitted_(node.controls().size()) {
        script_->warmUp();
        ScriptTiming sameTiming;
        if (script_->hasIdle())
            idle_ = std::make_unique<IdleScript>(node.instance(sameTiming, rows), node.idling_);
        for (size_t k = 0; k < node.numbers_.size(); ++k)
            if (node.numbers_[k]) item_[size_t(node.numbers_[k]->index)] = int(k);
        for (size_t k = 0; k < node.ins_.size(); ++k) {
            for (int c = 0; node.ins_[k] && c < node.ins_[k]->channels; ++c)
                heard_.push_back({script_->row(int(k), c), node.ins_[k]->offset + c});
            for (int c = 0; node.outs_[k] && c < node.outs_[k]->channels; ++c)
                given_.push_back({script_->row(int(k), c), node.outs_[k]->offset + c});
            if (node.controls_[k]) told_.push_back({&script_->value(int(k)), node.controls_[k]->index});
        }
        for (const Number* n : node.numbers()) set(0, n->index, n->delivered(n->value.constant));
    }

    int lanes() const noexcept override { return 1; }

    void set(int, int number, float value) noexcept override {
        for (int p = 0; p < points; ++p) numbers_[size_t(p) * count() + size_t(number)] = value;
        changed_ = true;
        rest(number);
    }
    float* grid(int number) noexcept override { return &numbers_[size_t(number)]; }
    int gridStride() const noexcept override { return int(count()); }
    float* samples(int number) noexcept override {
        return isLevel(number) ? &samples_[size_t(number) * quantum] : nullptr;
    }
    void motion(int number, Motion motion) noexcept override {
        moving_ += int(motion == Motion::moving) - int(motion_[size_t(number)] == Motion::moving);
        motion_[size_t(number)] = motion;
        changed_ = true;
        if (motion == Motion::still) rest(number);
    }

    void process(const Work& work) noexcept override {
        for (int first = 0; first < work.frames; first += controlStep) {
            listen(work, first);
            if (!fails_ && idle_ && (work.frame + first) % IdleScript::period == 0 &&
                !idle_->exchange(*script_))
                fail(idle_->message());
            if (!fails_ && (!setNumbers(first / controlStep) || !script_->process()))
                fail(script_->message());
            if (fails_)
                pass(work, first);
            else
                give(work, first);
        }
    }

    void reset(int) noexcept override {
        std::fill(late_.begin(), late_.end(), 0.f);
        std::fill(last_.begin(), last_.end(), 0.f);
        std::fill(emitted_.begin(), emitted_.end(), 0.f);
        passed_ = 0;
        fails_ = false;
        if (idle_) idle_->reset();
        if (!script_->reset()) fail(script_->message());
    }

    size_t stateSize() const noexcept override {
        size_t words = 0;
        for (const auto& memory : script_->memories()) words += memory.count * 2;
        return words;
    }
    void lift(int, std::span<uint32_t> state) const noexcept override {
        uint32_t* to = state.data();
        for (const auto& memory : script_->memories()) {
            std::memcpy(to, memory.numbers.get(), memory.count * sizeof(double));
            to += memory.count * 2;
        }
    }
    void settle(int, std::span<const uint32_t> state) noexcept override {
        const uint32_t* from = state.data();
        for (const auto& memory : script_->memories()) {
            std::memcpy(memory.numbers.get(), from, memory.count * sizeof(double));
            from += memory.count * 2;
        }
    }

  private:
    static constexpr int points = quantum / controlStep + 1;
    static constexpr int fadeFrames = 256;

    size_t count() const { return motion_.size(); }
    bool isLevel(int number) const {
        return node_.numbers()[size_t(number)]->delivery == Number::Delivery::amplitude;
    }

    void rest(int number) noexcept {
        if (isLevel(number))
            std::fill_n(script_->row(item_[size_t(number)], 0), controlStep, numbers_[size_t(number)]);
    }

    bool setNumbers(int step) noexcept {
        if (!changed_ && moving_ == 0) return true;
        bool changed = false;
        for (size_t n = 0; n < count(); ++n) {
            bool moves = motion_[n] == Motion::moving;
            if (isLevel(int(n))) {
                if (moves)
                    rows_.widen(script_->row(item_[n], 0), &samples_[n * quantum] + step * controlStep);
                continue;
            }
            double value = numbers_[size_t(moves ? step : 0) * count() + n];
            changed |= value != script_->value(item_[n]);
            script_->value(item_[n]) = value;
        }
        changed_ = false;
        return !changed || script_->follow();
    }

    void listen(const Work& work, int first) noexcept {
        for (const Row& row : heard_) rows_.widen(row.at, work.inputs[row.port] + first);
        for (size_t c = 0; c < dry_.size() / controlStep; ++c) delay(work.inputs[c] + first, c);
    }

    // What passes where the script fails is as late as what it would give.
    void delay(const float* x, size_t channel) noexcept {
        float* dry = &dry_[channel * controlStep];
        std::copy_n(x, controlStep, dry);
        float* line = &late_[channel * size_t(timing_.latency)];
        size_t at = at_;
        for (int i = 0; i < controlStep; ++i) {
            std::swap(dry[i], line[at]);
            at = at + 1 == size_t(timing_.latency) ? 0 : at + 1;
        }
        if ((channel + 1) * controlStep == dry_.size()) at_ = at;
    }

    void give(const Work& work, int first) noexcept {
        for (const Row& row : given_) {
            float* y = work.outputs[row.port] + first;
            rows_.narrow(y, row.at);
            last_[size_t(row.port)] = y[controlStep - 1];
        }
        for (const Row& row : told_) emit(work, first, row.port, float(*row.at));
    }

    void emit(const Work& work, int first, int control, float to) noexcept {
        work.controlFrom[control][first / controlStep] = emitted_[size_t(control)];
        work.controlTo[control][first / controlStep] = emitted_[size_t(control)] = to;
    }

    void fail(const char* message) noexcept {
        fails_ = true;
        node_.noteFault(message);
    }

    // From where the sound was, to the first input; silence where its channels are others.
    void pass(const Work& work, int first) noexcept {
        const auto& outputs = node_.outputs();
        for (int o = 0; o < node_.outputChannels(); ++o) {
            bool through = !node_.inputs().empty() && o < outputs[0]->channels &&
                           outputs[0]->channels == node_.inputs()[0]->channels;
            for (int i = 0; i < controlStep; ++i) {
                float dry = through
                                ? (late_.empty() ? work.inputs[o] + first : &dry_[size_t(o) * controlStep])[i]
                                : 0;
                float share = float(std::min(passed_ + i + 1, fadeFrames)) / fadeFrames;
                work.outputs[o][first + i] = dry * share + last_[size_t(o)] * (1 - share);
            }
        }
        for (const ControlOut* control : node_.controls())
            emit(work, first, control->index, emitted_[size_t(control->index)]);
        passed_ = std::min(passed_ + controlStep, fadeFrames);
    }

    const ScriptNode& node_;
    const RowMath& rows_;
    ScriptTiming timing_;
    std::unique_ptr<ProcessorScript> script_;
    std::unique_ptr<IdleScript> idle_; // where the script has something to do then
    std::vector<float> numbers_;       // [grid point][number]
    std::vector<float> samples_;       // [number][frame]
    std::vector<Motion> motion_;
    int moving_ = 0;
    bool changed_ = true;   // some number, since they were told last
    std::vector<int> item_; // of the declaration, by number
    struct Row {
        double* at;
        int port; // and channel, as Work counts them
    };
    std::vector<Row> heard_, given_, told_;
    std::vector<float> late_; // [channel of the first input][latency], a ring
    std::vector<float> dry_;  // [channel][frame of the step], out of it
    size_t at_ = 0;           // in each
    std::vector<float> last_; // of each output, before the script failed
    std::vector<float> emitted_;
    bool fails_ = false;
    int passed_ = 0; // frames since it failed, as far as the fade
};

std::unique_ptr<Batch> makeScriptBatch(const ScriptNode& node, const RowMath& rows) {
    return std::make_unique<ScriptBatch>(node, rows);
}

}
