// Tests when the gate opens, holds and closes.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include "tests/nodes/spectrum.h"
#include "tests/nodes/timing.h"

namespace stemwright {
namespace {

struct Setup gate(std::vector<std::pair<std::string, Datum>> arguments, std::vector<int> channels = {1}) {
    return {.type = "gate", .arguments = Datum::map(std::move(arguments)), .channels = std::move(channels)};
}
void append(std::vector<float>& x, int frames, double dB) {
    x.insert(x.end(), frames, float(std::pow(10, dB / 20)));
}

TEST(Gate, OpensAboveTheThresholdAndStaysOpenDownToTheHysteresis) {
    LoneNode node(gate({{"threshold", "-30 dB"}, {"hysteresis", "6 dB"}, {"range", "-inf dB"}}));
    std::vector<float> x;
    append(x, 48000, -31); // below: shut
    append(x, 4800, -29);  // above: open
    append(x, 48000, -35); // within the hysteresis: still open
    append(x, 96000, -37); // below that: shut
    append(x, 48000, -35); // and it stays shut
    std::vector<float> y = node.run({{x}})[0];
    EXPECT_EQ(y[47999], 0);
    EXPECT_EQ(y[52799], x[52799]);
    EXPECT_EQ(y[100799], x[100799]);
    EXPECT_LT(y[196799], 1e-5);
    EXPECT_LT(y[244799], 1e-7);
}

TEST(Gate, HoldsForItsTimeAndThenCloses) {
    for (double hold : {5., 50., 500.}) {
        LoneNode node(
            gate({{"hold", std::to_string(hold) + " ms"}, {"attack", "0.02 ms"}, {"release", "1 ms"}}));
        std::vector<float> x;
        append(x, 4800, -10);
        append(x, 48000, -60);
        std::vector<float> y = node.run({{x}})[0];
        int last = 4799 + int(hold * 48); // the frame before which it stays open
        EXPECT_EQ(y[last - 1], x[last - 1]) << hold;
        EXPECT_LT(y[last + 1] / x[last + 1], 0.99) << hold;
    }
}

TEST(Gate, HasDoneMostOfTheWayInItsAttackAndItsRelease) {
    LoneNode node(gate({{"attack", "10 ms"}, {"release", "100 ms"}, {"hold", "0 ms"}, {"range", "-inf dB"}}));
    std::vector<float> x;
    append(x, 480, -10);
    EXPECT_NEAR(node.run({{x}})[0].back() / x.back(), 1 - std::exp(-1), 0.003);
    x.clear();
    append(x, 48000, -10);
    node.run({{x}});
    x.clear();
    append(x, 4801, -60);
    EXPECT_NEAR(node.run({{x}})[0].back() / x.back(), std::exp(-1), 0.003);
}

TEST(Gate, LetsTheRangeThroughWhileItIsShut) {
    for (double range : {-12., -60.}) {
        LoneNode node(gate({{"range", std::to_string(range) + " dB"}}));
        std::vector<float> x = noise(4800, 1, 0.005f), y = node.run({{x}})[0];
        for (int i = 0; i < 4800; ++i) ASSERT_NEAR(y[i], x[i] * std::pow(10, range / 20), 1e-9);
    }
}

TEST(Gate, DoesNotChatterOnATone) {
    LoneNode node(gate({}));
    std::vector<float> x = sine(48000, 41. / 48000, 0.02), y = node.run({{x}})[0];
    for (int i = 9600; i < 48000; ++i) ASSERT_EQ(y[i], x[i]);
}

TEST(Gate, OpensBeforeTheSoundWithLookAhead) {
    LoneNode node(gate({{"lookahead", "5 ms"}, {"attack", "1 ms"}}));
    EXPECT_EQ(node.node().latency(), 240);
    std::vector<float> x(4800);
    append(x, 4800, -6);
    std::vector<float> y = node.run({{x}})[0];
    EXPECT_EQ(y[4800 + 239], 0);
    EXPECT_NEAR(y[4800 + 240] / x.back(), 1, 0.01);
}

TEST(Gate, ListensToItsSidechain) {
    LoneNode node(gate({{"range", "-inf dB"}}, {2, 1}));
    std::vector<float> key;
    append(key, 4800, -10);
    Sound y = node.run({{noise(4800, 1, 0.001f), noise(4800, 2, 0.001f)}, {key}});
    EXPECT_EQ(y[1][4700], noise(4800, 2, 0.001f)[4700]);
}

TEST(Gate, GivesTheSameBitsInAnyCompany) {
    expectTheSameEveryWay(gate({{"threshold", "-3 dB"}, {"hold", "1 ms"}, {"lookahead", "1 ms"}}, {2}));
    expectTheSameEveryWay(gate({{"key_lowpass", "2 kHz"}}, {1, 2}));
    expectTimeInvariance(gate({{"threshold", "-3 dB"}, {"hold", "1 ms"}}, {2}),
                         {{noise(2000), noise(2000, 2)}});
}

}
}
