// Runs networks for tests: random weights and sounds, blocks of any lengths, every instruction set.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/denormals.h"
#include "framework/neural/network_instance.h"
#include "framework/node/registry.h"
#include <gtest/gtest.h>
#include <random>

namespace stemwright {

using NetworkSound = std::vector<std::vector<float>>; // by channel

struct RandomNumbers {
    std::mt19937 source{11};

    std::vector<float> operator()(int count, float size = 0.5f) {
        std::normal_distribution<float> distribution(0, size);
        std::vector<float> numbers(static_cast<size_t>(count));
        for (float& number : numbers) number = distribution(source);
        return numbers;
    }
    NetworkSound sound(int channels, int frames) {
        NetworkSound rows;
        for (int c = 0; c < channels; ++c) rows.push_back((*this)(frames));
        return rows;
    }
    int below(int count) { return int(source() % uint32_t(count)); }
};

/// What comes out for `input` in blocks of what `length()` says.
template <class Length>
NetworkSound playedInCalls(ModelInstance& instance, const NetworkSound& input, int outputs, Length length) {
    FlushDenormals flush;
    int frames = int(input[0].size());
    NetworkSound output(static_cast<size_t>(outputs), std::vector<float>(input[0].size()));
    for (int at = 0, now; at < frames; at += now) {
        now = std::min(length(), frames - at);
        std::vector<const float*> from;
        std::vector<float*> to;
        for (const auto& row : input) from.push_back(row.data() + at);
        for (auto& row : output) to.push_back(row.data() + at);
        instance.process(from, to, now);
    }
    return output;
}

inline NetworkSound playedInOneCall(ModelInstance& instance, const NetworkSound& input, int outputs) {
    return playedInCalls(instance, input, outputs, [&] { return int(input[0].size()); });
}

/// Calls `each` while one instruction set after the other is chosen.
template <class Each> void inEveryInstructionSet(Each each) {
    const std::string before = Registry::instance().instructionSet();
    for (const std::string& set : Registry::instructionSets()) {
        SCOPED_TRACE(set);
        Registry::choose(set);
        each();
    }
    Registry::choose(before);
}

}
