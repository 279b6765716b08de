// Sums of any order.
// SPDX-License-Identifier: MIT
#include "tests/nodes/lone_node.h"
#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

namespace stemwright {
namespace {

// A lone node knows no arrays of ports, so this one runs by hand: 64 frames of mixed signals.
Sound mix(const std::vector<Sound>& signals, const Datum& arguments = Datum::map({}), int lanes = 1,
          int block = 64) {
    const Type* type = Registry::instance().find("mixer");
    Timeline timeline;
    std::vector<Problem> problems;
    auto node = type->make({arguments, timeline, "", 1, problems});
    std::vector<int> channels;
    for (const Sound& s : signals) channels.push_back(int(s.size()));
    const_cast<AudioIns*>(node->inputArrays()[0])->grow(signals.size());
    node->arrange(channels);
    node->prepare();
    auto batch = type->batch(*node, lanes);
    int ins = node->inputChannels(), outs = node->outputChannels();
    std::vector<std::vector<float>> memory(ins + outs, std::vector<float>(64 * lanes + 16));
    std::vector<float*> at;
    for (auto& m : memory)
        at.push_back(reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(m.data()) + 63) & ~63ull));
    Sound result(outs);
    for (int first = 0; first < 64; first += block) {
        int c = 0;
        for (const Sound& s : signals)
            for (const auto& x : s) {
                for (int i = 0; i < block; ++i)
                    for (int l = 0; l < lanes; ++l) at[c][i * lanes + l] = x[first + i];
                ++c;
            }
        std::vector<const float*> in(at.begin(), at.begin() + ins);
        std::vector<float*> out(at.begin() + ins, at.end());
        batch->process({first, block, in.data(), out.data(), nullptr, nullptr});
        for (int o = 0; o < outs; ++o)
            for (int i = 0; i < block; ++i) result[o].push_back(out[o][i * lanes + lanes - 1]);
    }
    return result;
}

std::vector<Sound> signals(int count) {
    std::vector<Sound> all;
    for (int k = 0; k < count; ++k)
        all.push_back({noise(64, k + 1, std::pow(10.f, float(k % 17) / 3 - 4)), noise(64, k + 999)});
    return all;
}

TEST(Mixer, GivesTheSameBitsInEveryOrder) {
    auto all = signals(50);
    Sound sum = mix(all);
    std::mt19937 random(1);
    for (int trial = 0; trial < 20; ++trial) {
        std::shuffle(all.begin(), all.end(), random);
        EXPECT_EQ(mix(all), sum);
    }
}

TEST(Mixer, AddsWithoutLoss) {
    auto all = signals(20);
    Sound sum = mix(all);
    for (int i = 0; i < 64; ++i) {
        long double exact = 0;
        for (const Sound& s : all) exact += s[1][i];
        EXPECT_EQ(sum[1][i], float(exact)) << i;
    }
}

TEST(Mixer, GivesBackWhatCancels) {
    auto all = signals(3);
    Sound alone = mix({all[0]});
    for (int k = 1; k < 3; ++k) {
        Sound flipped = all[k];
        for (auto& x : flipped)
            for (float& v : x) v = -v;
        all.push_back(flipped);
    }
    EXPECT_EQ(mix(all), alone);
}

TEST(Mixer, IsAsWideAsItsWidestInputAndHearsMonoOnBothSides) {
    auto x = noise(64, 1), l = noise(64, 2), r = noise(64, 3);
    Sound y = mix({{x}, {l, r}});
    ASSERT_EQ(y.size(), 2u);
    for (int i = 0; i < 64; ++i) EXPECT_NEAR(y[1][i], x[i] + r[i], 1e-7);
}

TEST(Mixer, MakesMonoOfStereoAtHalfTheSum) {
    auto l = noise(64, 2), r = noise(64, 3);
    Sound y = mix({{l, r}}, Datum::map({{"channels", "1"}}));
    ASSERT_EQ(y.size(), 1u);
    for (int i = 0; i < 64; ++i) EXPECT_NEAR(y[0][i], 0.5 * l[i] + 0.5 * r[i], 1e-7);
}

TEST(Mixer, ChangesTheLevelOfTheSum) {
    auto x = noise(64, 1);
    Sound y = mix({{x}}, Datum::map({{"gain", "-6 dB"}}));
    for (int i = 0; i < 64; ++i) EXPECT_NEAR(y[0][i], x[i] * std::pow(10, -0.3), 2e-7);
}

TEST(Mixer, IsTheSameInEveryLaneAndBlock) {
    auto all = signals(9);
    for (int lanes : Registry::instance().widths())
        for (int block : {32, 64}) EXPECT_EQ(mix(all, Datum::map({}), lanes, block), mix(all));
}

}
}
