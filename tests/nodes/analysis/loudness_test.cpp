// Loudness and level of known signals.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include <cmath>

namespace stemwright {
namespace {

struct Setup loudness(int channels, double rate = 48000) {
    struct Setup setup {
        "loudness", Datum::map({}), { channels }
    };
    setup.rate = rate;
    return setup;
}

std::vector<float> sine(double hz, double peakDb, double seconds, double rate = 48000) {
    std::vector<float> x(size_t(seconds * rate));
    for (size_t i = 0; i < x.size(); ++i)
        x[i] = float(std::pow(10, peakDb / 20) * std::sin(2 * M_PI * hz / rate * double(i)));
    return x;
}

TEST(Loudness, IsMinus23ForTheStereoSineOfTech3341AtEveryRate) {
    for (double rate : {44100., 48000., 96000., 192000.}) {
        LoneNode node(loudness(2, rate));
        auto x = sine(1000, -23, 4, rate);
        Sound y = node.run({{x, x}});
        EXPECT_EQ(y, (Sound{x, x}));
        EXPECT_NEAR(node.control(0).back().second, -23, 0.05) << rate;
        EXPECT_NEAR(node.control(1).back().second, -23, 0.05) << rate;
    }
}

TEST(Loudness, CountsMonoOnceAndTheSurroundsMore) {
    auto level = [](int channels, int sounding) {
        LoneNode node(loudness(channels));
        Sound x(channels, std::vector<float>(48000));
        x[sounding] = sine(997, 0, 1);
        node.run({x});
        return node.control(0).back().second;
    };
    EXPECT_NEAR(level(1, 0), -3.01, 0.02); // BS.1770-4: a full-scale sine of 997 Hz in one channel
    EXPECT_NEAR(level(2, 1), -3.01, 0.02);
    EXPECT_NEAR(level(6, 4), -3.01 + 1.49, 0.02);
    EXPECT_EQ(level(6, 3), -120);
}

// Attenuation of the K curve at low frequency: the high-pass of the standard at 48 kHz, by its own
// coefficients.
TEST(Loudness, WeighsFrequenciesAsTheStandardDoes) {
    auto standard = [](double hz) {
        auto gain = [&](double b0, double b1, double b2, double a1, double a2) {
            double w = 2 * M_PI * hz / 48000;
            double c1 = std::cos(w), c2 = std::cos(2 * w), s1 = std::sin(w), s2 = std::sin(2 * w);
            return (std::pow(b0 + b1 * c1 + b2 * c2, 2) + std::pow(b1 * s1 + b2 * s2, 2)) /
                   (std::pow(1 + a1 * c1 + a2 * c2, 2) + std::pow(a1 * s1 + a2 * s2, 2));
        };
        return 10 * std::log10(gain(1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241,
                                    0.73248077421585) *
                               gain(1, -2, 1, -1.99004745483398, 0.99007225036621));
    };
    for (double hz : {20., 40., 100., 1000., 3000., 10000., 20000.}) {
        LoneNode node(loudness(1));
        node.run({{sine(hz, 0, 4)}});
        EXPECT_NEAR(node.control(1).back().second, standard(hz) - 3.0103 - 0.691, 0.02) << hz;
    }
}

TEST(Loudness, ForgetsWhatIsOlderThanItsWindows) {
    LoneNode node(loudness(1));
    auto x = sine(1000, 0, 2);
    x.resize(48000 * 8);
    node.run({{x}});
    auto momentary = [&](double s) { return node.control(0)[size_t(s * 1500)].second; };
    auto shortTerm = [&](double s) { return node.control(1)[size_t(s * 1500)].second; };
    EXPECT_NEAR(momentary(2.2), momentary(1.9) - 3.01, 0.1);
    EXPECT_LT(momentary(2.45), -70);
    EXPECT_NEAR(shortTerm(2.5), momentary(1.9) - 1.76, 0.05); // two thirds of the window
    EXPECT_LT(shortTerm(5.1), -70);
    EXPECT_EQ(momentary(7.9), -120);
    EXPECT_EQ(shortTerm(7.9), -120);
}

TEST(Loudness, IsTheSameEveryWay) { expectTheSameEveryWay(loudness(2), 20000 / 64 * 64); }

TEST(Meter, ShowsPeakAndRms) {
    LoneNode node({"meter", Datum::map({}), {2}});
    auto x = sine(997, -6, 3);
    Sound y = node.run({{x, std::vector<float>(x.size())}});
    EXPECT_EQ(y[0], x);
    EXPECT_NEAR(node.control(0).back().second, -6, 0.05);
    EXPECT_NEAR(node.control(1).back().second, -9.01, 0.05);
}

TEST(Meter, FallsBackIn300Milliseconds) {
    LoneNode node({"meter", Datum::map({}), {1}});
    node.run({{impulse(48000)}});
    EXPECT_NEAR(node.control(0)[0].second, 0, 1e-5);
    EXPECT_NEAR(node.control(0)[450].second, -8.686, 0.01);
    EXPECT_EQ(LoneNode({"meter", Datum::map({}), {1}}).run({{impulse(64)}}).size(), 1u);
}

TEST(Meter, IsTheSameEveryWay) { expectTheSameEveryWay({"meter", Datum::map({}), {2}}); }

}
}
