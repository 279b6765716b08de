// Runs one node on given signals, alone or in one lane of many, so that tests can look at what it does.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/denormals.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>

namespace stemwright {

using Sound = std::vector<std::vector<float>>; // [channel][frame]

/// Frames of white noise between -1 and 1, the same for the same seed.
inline std::vector<float> noise(int frames, uint32_t seed = 1, float level = 1) {
    std::vector<float> x(frames);
    uint32_t state = seed * 2654435761u + 1;
    for (float& v : x) {
        state = state * 1664525u + 1013904223u;
        v = level * (float(int32_t(state)) * 0x1p-31f);
    }
    return x;
}

/// One sample of `level` at `at`, silence around it.
inline std::vector<float> impulse(int frames, int at = 0, float level = 1) {
    std::vector<float> x(frames);
    x[at] = level;
    return x;
}

/// What to run, and how. Lanes other than the tested one get noise, and numbers of their own that move.
struct Setup {
    std::string type;
    Datum arguments = Datum::map({});
    std::vector<int> channels = {1}; ///< of each input port; missing ones are not connected
    double rate = 48000;
    int lanes = 1, lane = 0; ///< width of the batch, and where in it the tested instance is
    int block = quantum;     ///< frames for each call: a quantum or one control step
    bool busyNeighbours = true;
    TempoMap tempo{};
    std::string folder{};
};

class LoneNode {
  public:
    explicit LoneNode(Setup setup) : setup_(std::move(setup)) {
        const Type* type = Registry::instance().find(setup_.type);
        if (!type) throw std::runtime_error("no node is called " + setup_.type);
        Timeline timeline{setup_.rate, setup_.tempo};
        std::vector<Problem> problems;
        node_ = type->make({setup_.arguments, timeline, setup_.folder, 1, problems});
        if (!problems.empty()) throw std::runtime_error(problems[0].cause + ": " + problems[0].cure);
        setup_.channels.resize(node_->inputs().size());
        node_->arrange(setup_.channels);
        node_->prepare();
        batch_ = type->batch(*node_, setup_.lanes);
        if (!batch_) throw std::runtime_error(setup_.type + " has no batch of that width");
        if (setup_.busyNeighbours && setup_.lanes > 1)
            for (const Number* n : node_->numbers()) moves_[n->index] = nullptr;
    }

    Node& node() { return *node_; }
    Batch& batch() { return *batch_; }
    int64_t now() const { return frame_; }
    /// Where the next run starts; call it before the first.
    void startAt(int64_t frame) { frame_ = frame; }

    const Number& number(const std::string& name) const {
        for (const Number* n : node_->numbers())
            if (n->name == name) return *n;
        throw std::runtime_error("no number is called " + name);
    }

    /// Sets a number, in its own unit, from the next run on.
    void set(const std::string& name, double value) {
        const Number& n = number(name);
        values_[n.index] = value;
        batch_->set(setup_.lane, n.index, n.delivered(value));
        if (moves_.contains(n.index)) moves_[n.index] = nullptr;
        if (setup_.lanes == 1 || !setup_.busyNeighbours) {
            moves_.erase(n.index);
            batch_->motion(n.index, Batch::Motion::still);
        }
    }

    /// Lets a number follow `curve` (frame to value in its own unit) from the next run on.
    void move(const std::string& name, std::function<double(double frame)> curve) {
        moves_[number(name).index] = std::move(curve);
    }

    /// Runs all frames of the first input; further inputs are silent where they are shorter. Returns the
    /// channels of all outputs. A last part of a block is filled up with silence.
    Sound run(const std::vector<Sound>& inputs) {
        return run(inputs, inputs.empty() || inputs[0].empty() ? 0 : int(inputs[0][0].size()));
    }

    Sound run(const std::vector<Sound>& inputs, int frames) {
        FlushDenormals flush; // as the engine promises
        int width = setup_.lanes, ins = node_->inputChannels(), outs = node_->outputChannels();
        int steps = setup_.block / controlStep, controls = int(node_->controls().size());
        Sound result(outs);
        controls_.assign(controls, {});
        size_t each = size_t(quantum) * width; // packs must be aligned
        std::vector<float> room((ins + outs + 2 * controls + 1) * each + 16);
        float* base = reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(room.data()) + 63) & ~63ull);
        std::vector<const float*> in;
        std::vector<float*> out, from, to;
        for (int i = 0; i < ins; ++i) in.push_back(base + i * each);
        for (int i = 0; i < outs; ++i) out.push_back(base + (ins + i) * each);
        for (int i = 0; i < controls; ++i) from.push_back(base + (ins + outs + i) * each);
        for (int i = 0; i < controls; ++i) to.push_back(base + (ins + outs + controls + i) * each);

        for (int first = 0; first < frames; first += setup_.block) {
            for (const AudioIn* port : node_->inputs())
                for (int c = 0; c < port->channels; ++c) {
                    float* x = base + (port->offset + c) * each;
                    for (int i = 0; i < setup_.block; ++i) {
                        for (int l = 0; l < width; ++l) x[i * width + l] = neighbour();
                        x[i * width + setup_.lane] = sample(inputs, port->index, c, first + i);
                    }
                }
            for (auto& [index, curve] : moves_) moveNumber(*node_->numbers()[index], curve);
            batch_->process({frame_, setup_.block, in.data(), out.data(), from.data(), to.data()});
            for (int c = 0; c < outs; ++c)
                for (int i = 0; i < std::min(setup_.block, frames - first); ++i)
                    result[c].push_back(out[c][i * width + setup_.lane]);
            for (int c = 0; c < controls; ++c)
                for (int s = 0; s < steps; ++s)
                    controls_[c].push_back(
                        {from[c][s * width + setup_.lane], to[c][s * width + setup_.lane]});
            frame_ += setup_.block;
        }
        return result;
    }

    /// Values of a control output in the last run: at the start and at the end of each control step.
    const std::vector<std::pair<float, float>>& control(int index) const { return controls_[index]; }

  private:
    float neighbour() {
        noise_ = noise_ * 1664525u + 1013904223u;
        return setup_.busyNeighbours ? float(int32_t(noise_)) * 0x1p-31f : 0.f;
    }
    static float sample(const std::vector<Sound>& inputs, int port, int channel, int frame) {
        if (port >= int(inputs.size()) || channel >= int(inputs[port].size())) return 0;
        const std::vector<float>& x = inputs[port][channel];
        return frame < int(x.size()) ? x[frame] : 0;
    }
    // A null curve: only the neighbours move.
    void moveNumber(const Number& n, const std::function<double(double)>& curve) {
        auto own = [&](int frame) {
            return n.delivered(curve                       ? curve(double(frame_ + frame))
                               : values_.contains(n.index) ? values_[n.index]
                                                           : n.value.constant);
        };
        auto others = [&](int lane, int frame) {
            double low = std::max(n.limits.min, -60.), high = std::min(n.limits.max, 1e6);
            double wave = double((frame_ + frame + lane * 97) % 1024) / 1024;
            return n.delivered(low + (high - low) * wave);
        };
        batch_->motion(n.index, Batch::Motion::moving);
        int width = setup_.lanes;
        auto fill = [&](float* at, int frame) {
            for (int l = 0; l < width; ++l)
                at[l] = l == setup_.lane || !setup_.busyNeighbours ? own(frame) : others(l, frame);
        };
        if (float* values = batch_->samples(n.index))
            for (int i = 0; i < setup_.block; ++i) fill(values + i * width, i);
        else
            for (int p = 0; p <= setup_.block / controlStep; ++p)
                fill(batch_->grid(n.index) + p * batch_->gridStride(), p * controlStep);
    }

    Setup setup_;
    std::unique_ptr<Node> node_;
    std::unique_ptr<Batch> batch_;
    int64_t frame_ = 0;
    uint32_t noise_ = 12345;
    std::map<int, double> values_;
    std::map<int, std::function<double(double)>> moves_;
    std::vector<std::vector<std::pair<float, float>>> controls_;
};

}
