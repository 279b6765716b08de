// Times, repeats and movement of the delay.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include <cmath>

namespace stemwright {
namespace {

struct Setup with(std::vector<std::pair<std::string, Datum>> arguments, int channels = 1) {
    return {"delay", Datum::map(std::move(arguments)), {channels}};
}

TEST(Delay, RepeatsAnImpulseExactlyAfterWholeSamples) {
    for (int length : {48, 64, 65, 1000, 4801}) {
        LoneNode node(
            with({{"time", std::to_string(length) + " samples"}, {"feedback", "0.5"}, {"highcut", "20000"}}));
        int frames = std::min(20000, 100 * length); // what is softer still is flushed to zero
        auto y = node.run({{impulse(frames)}})[0];
        float level = 1;
        for (int i = 0; i < frames; ++i) {
            bool repeat = i > 0 && i % length == 0;
            ASSERT_EQ(y[i], repeat ? level : 0) << i;
            if (repeat) level *= 0.5f;
        }
    }
}

TEST(Delay, IsShortenedByWhatALoopTakesFromIt) {
    for (int loop : {64, 200, 480}) {
        LoneNode node(with({{"time", "480 samples"}, {"feedback", "0.5"}, {"highcut", "20000"}}));
        EXPECT_EQ(node.node().minimumDelay(), 480);
        node.node().advanceBy(loop);
        auto y = node.run({{impulse(2048)}})[0];
        for (int i = 0; i < 2048; ++i)
            ASSERT_EQ(y[i], (i + loop) % 480 ? 0 : std::pow(0.5f, float((i + loop) / 480 - 1))) << i;
    }
}

TEST(Delay, TakesNoteValuesAndEveryRate) {
    struct Setup setup = with({{"time", "1/8"}, {"feedback", "0"}});
    setup.rate = 44100; // at 120 bpm an eighth is 250 ms
    auto y = LoneNode(setup).run({{impulse(20000)}})[0];
    EXPECT_EQ(y[11025], 1);
}

TEST(Delay, PlacesPartsOfASample) {
    double worst = 0;
    for (double hz : {100., 1000., 5000.}) {
        LoneNode node(with({{"time", "100.37 samples"}, {"feedback", "0"}}));
        std::vector<float> x(4096);
        for (int i = 0; i < 4096; ++i) x[i] = float(std::sin(2 * M_PI * hz / 48000 * i));
        auto y = node.run({{x}})[0];
        for (int i = 200; i < 4096; ++i)
            worst = std::max(worst, std::abs(y[i] - std::sin(2 * M_PI * hz / 48000 * (i - 100.37))));
    }
    EXPECT_LT(worst, 2e-3);
}

TEST(Delay, MovesWithoutSteps) {
    LoneNode node(with({{"time", "10 ms"}, {"feedback", "0"}}));
    node.move("time", [](double frame) { return 10 + 3 * std::sin(frame * 2 * M_PI / 24000); });
    std::vector<float> x(48000);
    for (int i = 0; i < 48000; ++i) x[i] = float(std::sin(2 * M_PI * 440 / 48000 * i));
    auto y = node.run({{x}})[0];
    // The steepest that 440 Hz can be, raised by the Doppler effect.
    double steepest = 2 * M_PI * 440 / 48000 * (1 + 0.003 * 2 * M_PI * 2 * 1.01);
    for (int i = 2000; i < 48000; ++i) ASSERT_LE(std::abs(y[i] - y[i - 1]), steepest) << i;
}

TEST(Delay, DarkensAndThinsRepeatsAfterTheFirst) {
    auto repeats = [](const char* highcut, const char* lowcut, double hz) {
        LoneNode node(
            with({{"time", "1000 ms"}, {"feedback", "0.9"}, {"highcut", highcut}, {"lowcut", lowcut}}));
        std::vector<float> x(48000 * 4);
        for (int i = 0; i < 24000; ++i) x[i] = float(std::sin(2 * M_PI * hz / 48000 * i));
        auto y = node.run({{x}})[0];
        double power[2] = {};
        for (int r = 0; r < 2; ++r)
            for (int i = 10000; i < 20000; ++i) power[r] += y[48000 * (r + 1) + i] * y[48000 * (r + 1) + i];
        return 10 * std::log10(power[1] / power[0] / 0.81);
    };
    EXPECT_NEAR(repeats("2000", "20", 2000), -3.01, 0.05);
    EXPECT_NEAR(repeats("20000", "500", 500), -3.01, 0.05);
    EXPECT_NEAR(repeats("20000", "20", 2000), 0, 0.01);
}

TEST(Delay, DeclaresItsShortestTimeAndItsTail) {
    Datum curve = Datum::map(
        {{"points", Datum::sequence({Datum::sequence({"0 s", "20 ms"}), Datum::sequence({"1 s", "5 ms"})})}});
    EXPECT_EQ(LoneNode(with({{"time", curve}})).node().minimumDelay(), 240);
    EXPECT_EQ(LoneNode(with({{"time", "20 ms"}, {"minimum", "2 ms"}})).node().minimumDelay(), 96);
    LoneNode node(with({{"time", "10 ms"}, {"feedback", "0.7"}, {"highcut", "20000"}}));
    int tail = int(node.node().tail());
    auto y = node.run({{impulse(tail + 4096)}})[0];
    for (int i = tail; i < tail + 4096; ++i) ASSERT_LE(std::abs(y[i]), 1e-3);
}

TEST(Delay, IsTheSameEveryWay) {
    expectTheSameEveryWay(
        with({{"time", "3.3 ms"}, {"feedback", "0.8"}, {"lowcut", "100"}, {"maximum", "40 ms"}}, 2), 8192);
}

}
}
