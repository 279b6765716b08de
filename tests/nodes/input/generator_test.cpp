// Sine, noise and impulse against their formulas.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include <cmath>
#include <complex>

namespace stemwright {
namespace {

struct Setup generator(const char* type, std::vector<std::pair<std::string, Datum>> arguments) {
    return {type, Datum::map(std::move(arguments)), {}};
}

TEST(Sine, FollowsTheFormula) {
    for (double hz : {20., 440., 997., 12345.})
        for (double phase : {0., 0.25, 0.9}) {
            LoneNode node(generator(
                "sine", {{"freq", std::to_string(hz)}, {"level", "0 dB"}, {"phase", std::to_string(phase)}}));
            auto y = node.run({}, 96000)[0];
            for (int i = 0; i < 96000; ++i)
                ASSERT_NEAR(y[i], std::sin(2 * M_PI * (hz / 48000 * i + phase)), 3e-7) << hz << " " << i;
        }
}

TEST(Sine, KeepsTimeForTenMinutes) {
    LoneNode node(generator("sine", {{"freq", "997"}, {"level", "0 dB"}}));
    auto y = node.run({}, 48000 * 600)[0];
    for (int i = 48000 * 600 - 1000; i < 48000 * 600; ++i)
        ASSERT_NEAR(y[i], std::sin(2 * M_PI * std::fmod(997.0 * i, 48000) / 48000), 3e-7);
}

TEST(Sine, HasTheLevelOfItsPeaks) {
    auto y = LoneNode(generator("sine", {})).run({}, 48000)[0];
    EXPECT_NEAR(*std::max_element(y.begin(), y.end()), std::pow(10, -0.9), 1e-6);
}

TEST(Sine, GlidesWithoutSteps) {
    LoneNode node(generator("sine", {{"level", "0 dB"}}));
    node.move("freq", [](double frame) { return 1000 + frame / 100; });
    auto y = node.run({}, 48000)[0];
    for (int i = 0; i < 48000; ++i) {
        double turns = (1000.0 * i + i * double(i) / 200) / 48000;
        ASSERT_NEAR(y[i], std::sin(2 * M_PI * std::fmod(turns, 1)), 1e-3) << i;
    }
}

TEST(Sine, IsTheSameEveryWay) { expectTheSameEveryWay(generator("sine", {})); }

TEST(Noise, HasTheLevelThatItSaysAndNoMemory) {
    for (const char* color : {"white", "pink"}) {
        auto y = LoneNode(generator("noise", {{"color", color}, {"level", "-20 dB"}})).run({}, 48000 * 60)[0];
        double sum = 0, power = 0, next = 0;
        for (size_t i = 1; i < y.size(); ++i)
            sum += y[i], power += double(y[i]) * y[i], next += double(y[i]) * y[i - 1];
        EXPECT_NEAR(10 * std::log10(power / double(y.size())), -20, 0.1) << color;
        if (*color == 'w') {
            EXPECT_NEAR(sum / double(y.size()), 0, 2e-4);
            EXPECT_NEAR(next / power, 0, 2e-3);
        }
    }
}

// Power in octaves below half the rate, by averaged spectra.
std::vector<double> octaves(const std::vector<float>& y) {
    constexpr int n = 4096;
    std::vector<double> power(n / 2);
    for (size_t start = 0; start + n <= y.size(); start += n) {
        std::vector<std::complex<double>> x(n);
        for (int i = 0; i < n; ++i) x[i] = y[start + i] * (0.5 - 0.5 * std::cos(2 * M_PI * i / n));
        for (int i = 1, j = 0; i < n; ++i) {
            int b = n >> 1;
            for (; j & b; b >>= 1) j ^= b;
            if (i < (j ^= b)) std::swap(x[i], x[j]);
        }
        for (int m = 2; m <= n; m *= 2)
            for (int k = 0; k < m / 2; ++k) {
                auto w = std::polar(1.0, -2 * M_PI * k / m);
                for (int i = k; i < n; i += m) {
                    auto a = x[i], b = x[i + m / 2] * w;
                    x[i] = a + b, x[i + m / 2] = a - b;
                }
            }
        for (int k = 0; k < n / 2; ++k) power[k] += std::norm(x[k]);
    }
    std::vector<double> sums;
    for (int low = 16; low < n / 2; low *= 2) {
        double sum = 0;
        for (int k = low; k < 2 * low; ++k) sum += power[k];
        sums.push_back(10 * std::log10(sum));
    }
    return sums;
}

TEST(Noise, IsEvenInFrequencyWhenWhiteAndInOctavesWhenPink) {
    for (auto [color, slope] : {std::pair{"white", 3.0103}, std::pair{"pink", 0.}}) {
        auto y = LoneNode(generator("noise", {{"color", color}})).run({}, 4096 * 400)[0];
        auto power = octaves(y);
        double worst = 0, middle = 0;
        for (size_t k = 0; k < power.size(); ++k)
            middle += (power[k] - slope * double(k)) / double(power.size());
        for (size_t k = 0; k < power.size(); ++k)
            worst = std::max(worst, std::abs(power[k] - slope * double(k) - middle));
        RecordProperty(std::string(color) + "_worst_dB", std::to_string(worst));
        EXPECT_LT(worst, *color == 'w' ? 0.2 : 0.3) << color;
    }
}

TEST(Noise, FollowsFromTheTimeAlone) {
    auto whole = LoneNode(generator("noise", {})).run({}, 8192)[0];
    LoneNode late(generator("noise", {}));
    late.startAt(4096);
    auto rest = late.run({}, 4096)[0];
    EXPECT_TRUE(std::equal(rest.begin(), rest.end(), whole.begin() + 4096));
    EXPECT_NE(LoneNode(generator("noise", {{"seed", "2"}})).run({}, 8192)[0], whole);
}

// First word of Threefry-2x32 with 20 rounds for a key of ones and counter 0, by the reference's algorithm in
// plain integers.
TEST(Noise, IsThreefry) {
    uint32_t key[3] = {1, 1, 0}, x0 = 0, x1 = 0, turns[8] = {13, 15, 26, 6, 17, 29, 16, 24};
    key[2] = 0x1bd11bda ^ key[0] ^ key[1];
    x0 += key[0], x1 += key[1];
    for (uint32_t r = 0; r < 20; ++r) {
        x0 += x1;
        x1 = (x1 << turns[r % 8] | x1 >> (32 - turns[r % 8])) ^ x0;
        if (r % 4 == 3) x0 += key[(r / 4 + 1) % 3], x1 += key[(r / 4 + 2) % 3] + r / 4 + 1;
    }
    auto y = LoneNode(generator("noise", {{"level", "0 dB"}})).run({}, 64)[0];
    EXPECT_NEAR(y[0], double(int32_t(x0)) * 0x1p-31 * std::sqrt(3), 1e-6);
}

TEST(Noise, IsTheSameEveryWay) {
    expectTheSameEveryWay(generator("noise", {}));
    expectTheSameEveryWay(generator("noise", {{"color", "pink"}}));
}

TEST(Impulse, IsOneSampleOfExactlyOne) {
    LoneNode node(generator("impulse", {{"at", "1000 samples"}}));
    EXPECT_EQ(node.node().end(), 1001);
    auto y = node.run({}, 4096)[0];
    for (int i = 0; i < 4096; ++i) ASSERT_EQ(y[i], i == 1000 ? 1 : 0);
}

TEST(Impulse, RepeatsOnTheNearestSampleWithoutDrift) {
    LoneNode node(
        generator("impulse", {{"at", "10 samples"}, {"every", "142.857 samples"}, {"level", "-6 dB"}}));
    EXPECT_EQ(node.node().end(), unbounded);
    auto y = node.run({}, 64000)[0];
    std::vector<float> expected(64000);
    for (int k = 0; 10 + k * 142.857 < 63999; ++k) expected[size_t(std::lround(10 + k * 142.857))] = y[10];
    EXPECT_EQ(y, expected);
    EXPECT_NEAR(y[10], std::pow(10, -0.3), 1e-7);
}

TEST(Impulse, IsTheSameEveryWay) { expectTheSameEveryWay(generator("impulse", {{"every", "33.5 samples"}})); }

}
}
