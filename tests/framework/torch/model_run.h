// Loads models in tests, and runs signals through them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/error/error.h"
#include "framework/neural/load.h"
#include <filesystem>
#include <gtest/gtest.h>

namespace stemwright::test {

using Signals = std::vector<std::vector<float>>; // by channel of all inputs or outputs

/// A test that is skipped where the library that runs models was not built.
class TorchModels : public testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(BUILD_DIR "/lib/libstemwright-torch.so"))
            GTEST_SKIP() << "built without LibTorch";
    }
};

inline std::string module(const std::string& name) {
    return SOURCE_DIR "/tests/framework/torch/modules/" + name + ".ts";
}

/// Numerical Recipes' generator, from -0.5 to 0.5; golden.py has the same.
inline std::vector<float> noise(int frames, uint32_t seed) {
    std::vector<float> values(static_cast<size_t>(frames));
    for (float& value : values) {
        seed = seed * 1664525 + 1013904223;
        value = float(double(seed >> 8) / (1 << 24) - 0.5);
    }
    return values;
}

inline Signals noises(int channels, int frames) {
    Signals all;
    for (int c = 0; c < channels; ++c) all.push_back(noise(frames, uint32_t(c) + 1));
    return all;
}

/// `frames` frames, `call` of them at a time.
inline Signals through(ModelInstance& instance, const ModelFacts& facts, const Signals& inputs, int frames,
                       int call) {
    auto ratios = [](const std::vector<ModelSignal>& signals) {
        std::vector<int> all;
        for (const ModelSignal& s : signals) all.insert(all.end(), size_t(s.channels), s.framesPerValue);
        return all;
    };
    const std::vector<int> in = ratios(facts.inputs), out = ratios(facts.outputs);
    Signals outputs;
    for (int ratio : out) outputs.emplace_back(size_t(frames / ratio));
    for (int done = 0; done < frames; done += call) {
        std::vector<const float*> from;
        std::vector<float*> to;
        for (size_t c = 0; c < in.size(); ++c) from.push_back(inputs[c].data() + done / in[c]);
        for (size_t c = 0; c < out.size(); ++c) to.push_back(outputs[c].data() + done / out[c]);
        instance.process(from, to, call);
    }
    return outputs;
}

inline Signals through(ModelInstance& instance, const ModelFacts& facts, const Signals& inputs, int frames) {
    return through(instance, facts, inputs, frames, facts.block);
}

/// What an Error says, all of it; "" where none comes.
template <class Work> std::string saidBy(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

}
