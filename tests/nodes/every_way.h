// Runs a node in every way that an engine may choose, and expects the same bits.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/nodes/lone_node.h"
#include <cmath>
#include <gtest/gtest.h>

namespace stemwright {

inline std::vector<float> flat(const Sound& sound) {
    std::vector<float> all;
    for (const auto& channel : sound) all.insert(all.end(), channel.begin(), channel.end());
    return all;
}

/// Control outputs by value, one for each step.
inline std::vector<float> flatControls(const LoneNode& node, size_t count) {
    std::vector<float> all;
    for (size_t c = 0; c < count; ++c)
        for (auto [from, to] : node.control(int(c))) all.push_back(from), all.push_back(to);
    return all;
}

/// Any number of lanes among busy neighbours, stretches of 32 and 64 frames, numbers that move, and a move
/// from a lane to a lone batch in mid-signal.
inline void expectTheSameEveryWay(const Setup& base, int frames = 4096) {
    const Type* type = Registry::instance().find(base.type);
    ASSERT_TRUE(type);
    std::vector<Sound> inputs;
    uint32_t seed = 1;
    for (int channels : base.channels) {
        inputs.emplace_back();
        for (int c = 0; c < channels; ++c) inputs.back().push_back(noise(frames, seed++));
    }
    auto half = [&](int part) {
        std::vector<Sound> cut = inputs;
        for (Sound& s : cut)
            for (auto& x : s)
                x = part ? std::vector<float>(x.begin() + frames / 2, x.end())
                         : std::vector<float>(x.begin(), x.begin() + frames / 2);
        return cut;
    };
    for (bool moving : {false, true}) {
        auto prepared = [&](Setup setup) {
            auto node = std::make_unique<LoneNode>(setup);
            for (const Number* n : node->node().numbers())
                if (moving) {
                    double low = std::max(n->limits.min, n->value.constant - 20 - n->value.constant / 2);
                    double high = std::min(n->limits.max, n->value.constant + 1);
                    node->move(n->name, [=](double frame) {
                        return low + (high - low) * (0.5 + 0.5 * std::sin(frame * 0.003));
                    });
                }
            return node;
        };
        auto lone = prepared(base);
        size_t controls = lone->node().controls().size();
        std::vector<float> sound = flat(lone->run(inputs, frames)), control = flatControls(*lone, controls);
        for (int lanes : Registry::instance().widths())
            for (int block : {32, 64}) {
                if (lanes > 1 && type->mostLanes == 1) continue;
                Setup setup = base;
                setup.lanes = lanes;
                setup.lane = lanes - 1;
                setup.block = block;
                auto node = prepared(setup);
                ASSERT_EQ(sound, flat(node->run(inputs, frames)))
                    << lanes << " lanes, blocks of " << block << (moving ? ", moving" : "");
                ASSERT_EQ(control, flatControls(*node, controls)) << lanes << " lanes, blocks of " << block;
            }
        if (type->mostLanes == 1) continue;
        Setup wide = base;
        wide.lanes = Registry::instance().widths().back();
        wide.lane = wide.lanes / 2;
        auto before = prepared(wide), after = prepared(base);
        before->run(half(0), frames / 2);
        after->batch().settle(0, before->batch().lift(wide.lane));
        after->startAt(frames / 2);
        Sound rest = after->run(half(1), frames / 2), whole = prepared(base)->run(inputs, frames);
        for (size_t c = 0; c < rest.size(); ++c)
            ASSERT_EQ(std::vector<float>(whole[c].begin() + frames / 2, whole[c].end()), rest[c])
                << "lifted out of a lane";
    }
}

}
