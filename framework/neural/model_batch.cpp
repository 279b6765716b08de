// Runs a model for one node, step by step.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_node.h"
#include <algorithm>
#include <cmath>
#include <cstring>

namespace stemwright {

/// Whatever the engine's blocks are, the stream is called for one control step at a time, so it cannot depend
/// on them. Where an edited mix goes on, a stream of an immediate model goes on from a copy, as all nodes do.
/// Any other one is taken over as it is; the batch of the mix before, which is heard until it has been faded
/// out, plays what the new one makes.
class ModelBatch final : public Batch {
  public:
    explicit ModelBatch(const ModelNode& node)
        : node_(node),
          stream_(std::make_shared<ModelStream>(*node.model_, node.settings_, node.pace_)),
          ahead_(ReadAhead::current()),
          grid_(points * node.numbers().size()),
          motion_(node.numbers().size(), Motion::still),
          numbers_(node.numbers().size()),
          inputs_(size_t(node.inputChannels())) {
        stream_->owner = this;
        for (const Number* n : node.numbers()) set(0, n->index, n->delivered(n->value.constant));
    }

    ~ModelBatch() override { node_.shown_ = node_.pace_.get(); }

    int lanes() const noexcept override { return 1; }
    void set(int, int number, float value) noexcept override {
        for (int p = 0; p < points; ++p) grid_[size_t(p) * numbers_.size() + size_t(number)] = value;
    }
    float* grid(int number) noexcept override { return &grid_[size_t(number)]; }
    int gridStride() const noexcept override { return int(numbers_.size()); }
    float* samples(int) noexcept override { return nullptr; }
    void motion(int number, Motion motion) noexcept override { motion_[size_t(number)] = motion; }

    void process(const Work& work) noexcept override {
        if (start_ < 0) start_ = work.frame;
        for (int first = 0; first < work.frames; first += controlStep) step(work, first);
    }

    void reset(int) noexcept override {
        if (stream_->owner != this) return;
        stream_->reset();
        start_ = -1;
    }

    size_t stateSize() const noexcept override { return sizeof(State) / sizeof(uint32_t); }
    void lift(int, std::span<uint32_t> words) const noexcept override {
        State state{stream_.get(), start_};
        std::memcpy(words.data(), &state, sizeof state);
    }
    void settle(int, std::span<const uint32_t> words) noexcept override {
        State state;
        std::memcpy(&state, words.data(), sizeof state);
        if (state.stream == stream_.get() || !state.stream->isOfModelOf(*stream_)) return;
        start_ = state.start;
        if (node_.model_->facts().immediate) return stream_->take(*state.stream);
        spare_ = std::exchange(stream_, state.stream->shared_from_this());
        stream_->owner = this;
        node_.shown_ = &stream_->pace();
    }

  private:
    static constexpr int points = quantum / controlStep + 1;
    struct State {
        ModelStream* stream;
        int64_t start;
    };

    ModelStream::Patience patience() const noexcept {
        return ahead_ ? ahead_->patience() : ModelStream::Patience::waits;
    }

    void step(const Work& work, int first) noexcept {
        int64_t frame = work.frame + first - start_;
        if (stream_->owner == this) {
            for (size_t c = 0; c < inputs_.size(); ++c) inputs_[c] = work.inputs[c] + first;
            follow(first / controlStep);
            stream_->hear(inputs_.data(), numbers_.data(), patience());
        }
        while (stream_->played() <= frame) stream_->play(patience());
        for (int c = 0; c < node_.outputChannels(); ++c)
            std::copy_n(stream_->sound(size_t(c), frame), controlStep, work.outputs[c] + first);
        for (size_t c = 0; c < node_.controls().size(); ++c) {
            work.controlFrom[c][first / controlStep] = stream_->control(c, frame - controlStep);
            work.controlTo[c][first / controlStep] = stream_->control(c, frame);
        }
        if (stream_->fault()) node_.noteFault(stream_->fault());
    }

    void follow(int step) noexcept {
        const auto& kinds = node_.model_->facts().numbers;
        for (size_t n = 0; n < numbers_.size(); ++n) {
            double value = grid_[size_t(motion_[n] == Motion::moving ? step : 0) * numbers_.size() + n];
            numbers_[n] = kinds[n].kind == ModelNumber::Kind::real ? value : std::round(value);
        }
    }

    const ModelNode& node_;
    std::shared_ptr<ModelStream> stream_;
    std::shared_ptr<ModelStream> spare_; // what this batch came with: it is not freed on the audio thread
    ReadAhead* ahead_;                   // tells whether anybody waits
    std::vector<float> grid_;            // [grid point][number]
    std::vector<Motion> motion_;
    std::vector<double> numbers_; // of the step
    std::vector<const float*> inputs_;
    int64_t start_ = -1; // frame of the engine where the stream begins
};

Type modelType(std::string name, std::string help, ModelNode::Loader load) {
    return {std::move(name),
            std::move(help),
            "neural",
            [load = std::move(load)] { return std::make_unique<ModelNode>(load); },
            [](const Node& node, int lanes) {
                return lanes == 1 ? std::make_unique<ModelBatch>(static_cast<const ModelNode&>(node))
                                  : nullptr;
            },
            1,
            [](const Node&) { return size_t(1); }};
}

}
