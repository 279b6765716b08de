// Holds a node to what it declares about time.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/nodes/lone_node.h"
#include <gtest/gtest.h>

namespace stemwright {

/// `node(delay(x))` against `delay(node(x))`, for a delay of whole control steps.
inline void expectTimeInvariance(const Setup& setup, const std::vector<Sound>& inputs) {
    constexpr int delay = 5 * controlStep;
    std::vector<Sound> late = inputs;
    for (Sound& sound : late)
        for (auto& channel : sound) channel.insert(channel.begin(), delay, 0.f);
    Setup small = setup;
    small.block = controlStep;
    LoneNode now(small), then(small);
    Sound a = now.run(inputs), b = then.run(late);
    for (size_t c = 0; c < a.size(); ++c)
        EXPECT_EQ(a[c], std::vector<float>(b[c].begin() + delay, b[c].end()))
            << setup.type << " depends on when it is";
}

/// Frames by which the output lags: where an impulse comes out, checked to be what the node declares.
inline void expectDeclaredLatency(LoneNode& node, double level = 0.05) {
    int inputs = int(node.node().inputs()[0]->channels), at = 64;
    Sound x(inputs, impulse(8192, at, float(level)));
    std::vector<float> y = node.run({x})[0];
    auto loudest =
        std::max_element(y.begin(), y.end(), [](float a, float b) { return std::abs(a) < std::abs(b); });
    EXPECT_EQ(int(loudest - y.begin()) - at, node.node().latency());
}

}
