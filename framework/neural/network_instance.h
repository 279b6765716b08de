// A network at work: buffers and memory of its own around shared weights.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"
#include "framework/neural/network.h"
#include "framework/neural/network_kernels.h"

namespace stemwright {

/// Takes any number of frames in a call, with the same bits. Made on the control thread; process() and
/// reset() may be called on the audio thread.
class NetworkInstance final : public ModelInstance {
  public:
    explicit NetworkInstance(std::shared_ptr<const Network> network,
                             const NetworkKernels& kernels = NetworkKernels::chosen());

    void process(std::span<const float* const> inputs, std::span<float* const> outputs, int frames) override;
    void set(int, double) override {}
    void reset() override;
    void take(const ModelInstance& other) noexcept override;

  private:
    // A signal's frames, all channels one after the other; `at` is the first of the present tile.
    struct Frames {
        size_t begin;
        int stride, start, at;
    };
    // Whether recurrent layers run, and what is silent stays so.
    enum class Phase { before, playing };

    template <class Float = const float> ChannelRows<Float> rows(Network::Tap tap);
    void makeRoom(int frames);
    void compute(int frames, Phase phase);
    void compute(const Network::Operation& operation, int frames, Phase phase);
    void advance(int frames);

    std::shared_ptr<const Network> network_;
    const NetworkKernels* kernels_;
    std::vector<Frames> signals_;
    LineFloats buffers_, memory_, work_;
    LineFloats fresh_; // buffers_ before the first frame
};

/// A network as a file's model.
class NetworkModel final : public Model {
  public:
    /// `facts` say what the file is; that it is computed at once and takes any block is added here.
    NetworkModel(ModelFacts facts, std::shared_ptr<const Network> network);
    std::unique_ptr<ModelInstance> instance() const override {
        return std::make_unique<NetworkInstance>(network_);
    }
    const Network& network() const { return *network_; }

  private:
    std::shared_ptr<const Network> network_;
};

}
