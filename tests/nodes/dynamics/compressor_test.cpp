// Tests the compressor against its formulas.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include "tests/nodes/spectrum.h"
#include "tests/nodes/timing.h"

namespace stemwright {
namespace {

struct Setup compressor(std::vector<std::pair<std::string, Datum>> arguments,
                        std::vector<int> channels = {1}) {
    return {
        .type = "compressor", .arguments = Datum::map(std::move(arguments)), .channels = std::move(channels)};
}
std::vector<float> constant(int frames, double dB) {
    return std::vector<float>(frames, float(std::pow(10, dB / 20)));
}

// Giannoulis, Massberg and Reiss (2012), equation 4.
double curve(double in, double threshold, double ratio, double knee) {
    double over = in - threshold;
    if (2 * over < -knee) return in;
    if (2 * std::abs(over) <= knee && knee > 0)
        return in + (1 / ratio - 1) * (over + knee / 2) * (over + knee / 2) / (2 * knee);
    return threshold + over / ratio;
}

TEST(Compressor, FollowsTheStaticCurve) {
    for (double ratio : {1., 2., 4., 100.})
        for (double knee : {0., 6., 24.})
            for (double in = -60; in <= 12; in += 1.5) {
                LoneNode node(compressor({{"threshold", "-20 dB"},
                                          {"ratio", std::to_string(ratio)},
                                          {"knee", std::to_string(knee) + " dB"},
                                          {"attack", "1 ms"}}));
                double out = inDecibels(node.run({{constant(9600, in)}})[0].back());
                EXPECT_NEAR(out, curve(in, -20, ratio, knee), 0.001)
                    << ratio << ":1, knee " << knee << ", at " << in;
            }
}

TEST(Compressor, FollowsTheStaticCurveForSinesWithinATwentiethOfADecibel) {
    for (const char* detector : {"peak", "rms"})
        for (double in : {-30., -18., -9., 0.}) {
            LoneNode node(compressor({{"threshold", "-24 dB"}, {"ratio", "3"}, {"detector", detector}}));
            std::vector<float> y = node.run({{sine(48000, 1000. / 48000, std::pow(10, in / 20))}})[0];
            bool rms = std::string(detector) == "rms";
            double heard = rms ? in - 3.0103 : in; // what is above the threshold is the power of the sine
            double expected = in + curve(heard, -24, 3, 6) - heard;
            EXPECT_NEAR(inDecibels(amplitudeAt(y, 1000. / 48000, 24000)), expected, 0.05)
                << detector << " " << in;
        }
}

// A step from far below to far above the threshold asks for 10 dB of reduction (20 dB over, 2:1).
TEST(Compressor, HasDoneMostOfTheWayInItsAttackAndItsRelease) {
    for (double attack : {1., 10., 100.}) {
        LoneNode node(compressor({{"threshold", "-20 dB"},
                                  {"knee", "0 dB"},
                                  {"attack", std::to_string(attack) + " ms"},
                                  {"release", "200 ms"}}));
        int time = int(attack * 48);
        std::vector<float> y = node.run({{constant(time, 0)}})[0];
        EXPECT_NEAR(inDecibels(y.back()), -10 * (1 - std::exp(-1)), 0.05) << attack;
    }
    LoneNode node(
        compressor({{"threshold", "-20 dB"}, {"knee", "0 dB"}, {"attack", "1 ms"}, {"release", "200 ms"}}));
    node.run({{constant(48000, 0)}});
    std::vector<float> y = node.run({{constant(9600, -60)}})[0];
    // The smoothing of the attack follows that of the release: two poles in a row.
    double attack = 48, release = 9600, t = 9600;
    double left = (release * std::exp(-t / release) - attack * std::exp(-t / attack)) / (release - attack);
    EXPECT_NEAR(inDecibels(y.back()) + 60, -10 * left, 0.02);
}

TEST(Compressor, LinksItsChannelsToTheLoudest) {
    LoneNode node(compressor({{"knee", "0 dB"}}, {2}));
    Sound y = node.run({{constant(9600, -6), constant(9600, -40)}});
    EXPECT_NEAR(inDecibels(y[0].back()), -12, 0.01);
    EXPECT_NEAR(inDecibels(y[1].back()), -46, 0.01);
}

TEST(Compressor, ListensToItsSidechainWithoutDelay) {
    LoneNode node(compressor({{"knee", "0 dB"}, {"attack", "0.05 ms"}, {"lookahead", "5 ms"}}, {1, 1}));
    std::vector<float> key(9600);
    std::fill(key.begin() + 4800, key.end(), 0.5f);
    std::vector<float> y = node.run({{constant(9600, -20)}, {key}})[0];
    EXPECT_EQ(node.node().latency(), 240);
    EXPECT_EQ(y[4799], float(0.1)); // the sound lags by 240 frames, the key does not
    EXPECT_LT(inDecibels(y[4820]), -25.9);
}

TEST(Compressor, HearsOnlyWhatTheKeyFiltersPass) {
    auto reduction = [](double frequency, std::vector<std::pair<std::string, Datum>> arguments) {
        LoneNode node(compressor(std::move(arguments)));
        std::vector<float> y = node.run({{sine(48000, frequency / 48000, 0.7)}})[0];
        return inDecibels(amplitudeAt(y, frequency / 48000, 24000) / 0.7);
    };
    EXPECT_LT(reduction(60, {}), -7);
    EXPECT_GT(reduction(60, {{"key_highpass", "300 Hz"}}), -0.2); // 28 dB down
    EXPECT_LT(reduction(3000, {{"key_highpass", "300 Hz"}}), -7);
    EXPECT_GT(reduction(8000, {{"key_lowpass", "1000 Hz"}}), -0.2);
}

TEST(Compressor, LeavesAloneWhatIsBelowAndDelaysItExactly) {
    for (const char* lookahead : {"0 ms", "0.4 ms", "20 ms"}) {
        LoneNode node(compressor({{"lookahead", lookahead}}, {2}));
        expectDeclaredLatency(node);
        LoneNode again(compressor({{"lookahead", lookahead}}));
        std::vector<float> x = noise(9600, 3, 0.05f), y = again.run({{x}})[0];
        int latency = again.node().latency();
        EXPECT_TRUE(std::equal(y.begin() + latency, y.end(), x.begin()));
    }
}

TEST(Compressor, MakesUpByTheSample) {
    LoneNode node(compressor({{"makeup", "6 dB"}}));
    EXPECT_NEAR(node.run({{constant(960, -40)}})[0].back(), std::pow(10, -34. / 20), 1e-8);
    node.move("makeup", [](double frame) { return frame < 970 ? 0. : 6.; });
    std::vector<float> y = node.run({{constant(64, -40)}})[0];
    EXPECT_NEAR(y[9], std::pow(10, -40. / 20), 1e-8);
    EXPECT_NEAR(y[10], std::pow(10, -34. / 20), 1e-8);
}

TEST(Compressor, DoesNotClickWhenItsThresholdJumps) {
    LoneNode node(compressor({{"threshold", "-6 dB"}}));
    node.move("threshold", [](double frame) { return frame < 9600 ? -6. : -40.; });
    std::vector<float> y = node.run({{sine(24000, 200. / 48000, 0.9)}})[0];
    EXPECT_LT(steepest(y, 9000, 24000), 1.1 * steepest(y, 4000, 9000));
}

TEST(Compressor, GivesTheSameBitsInAnyCompany) {
    expectTheSameEveryWay(compressor({{"lookahead", "3 ms"}}, {2}));
    expectTheSameEveryWay(compressor({{"detector", "rms"}, {"key_highpass", "100 Hz"}}, {2, 1}));
    expectTimeInvariance(compressor({{"lookahead", "3 ms"}}, {2}), {{noise(2000), noise(2000, 2)}});
}

}
}
