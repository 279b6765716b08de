// Tests the equaliser against the Audio EQ Cookbook.
// SPDX-License-Identifier: MIT
#include "tests/framework/dsp/cookbook.h"
#include "tests/nodes/every_way.h"
#include "tests/nodes/spectrum.h"
#include "tests/nodes/timing.h"

namespace stemwright {
namespace {

Datum band(const std::string& shape, double freq, double gain, double q) {
    return Datum::map({{"shape", shape},
                       {"freq", std::to_string(freq) + " Hz"},
                       {"gain", std::to_string(gain) + " dB"},
                       {"q", std::to_string(q)}});
}
Datum bands(std::vector<std::pair<std::string, Datum>> all) {
    return Datum::map({{"bands", Datum::map(std::move(all))}});
}

TEST(Eq, HasTheResponsesOfTheCookbook) {
    for (const char* shape : {"bell", "low_shelf", "high_shelf", "notch", "highpass", "lowpass", "bandpass"})
        for (double freq : {20., 100., 1000., 12000.})
            for (double q : {0.1, 0.71, 4., 40.})
                for (double gain : {-24., 6.}) {
                    if (q > 4 && std::string(shape).ends_with("shelf")) continue; // a resonance, not a shelf
                    LoneNode node({.type = "eq", .arguments = bands({{"b", band(shape, freq, gain, q)}})});
                    int frames = freq < 50
                                     ? 4096
                                     : 65536; // the impulse alone is compared with where it rings for long
                    std::vector<float> y = node.run({{impulse(frames)}})[0];
                    cookbook::Biquad exact = cookbook::biquad(shape, freq / 48000, q, gain);
                    std::vector<double> h = exact.impulse(frames);
                    double worst = 0, peak = 1;
                    for (double f = 0; f <= 0.5; f += 0.001) peak = std::max(peak, exact.gain(f));
                    for (int i = 0; i < frames; ++i) worst = std::max(worst, std::abs(y[i] - h[i]));
                    EXPECT_LE(worst, 4e-7 * peak) << shape << " " << freq << " " << q << " " << gain;
                    if (frames > 4096) {
                        for (double f : {0.001, 0.01, freq / 48000, 0.2, 0.4})
                            EXPECT_NEAR(gainAt(y, f), exact.gain(f), 3e-4 * std::max(1., exact.gain(f)))
                                << shape << " " << freq << " at " << f;
                    }
                }
}

TEST(Eq, MultipliesTheResponsesOfItsBands) {
    std::vector<std::pair<std::string, Datum>> many;
    double product = 1;
    for (int i = 0; i < 7; ++i) {
        many.push_back({"b" + std::to_string(i), band("bell", 100 * (1 << i), i % 2 ? 5 : -4, 1 + i * 0.2)});
        product *=
            cookbook::biquad("bell", 100. * (1 << i) / 48000, 1 + i * 0.2, i % 2 ? 5 : -4).gain(700. / 48000);
    }
    LoneNode node({.type = "eq", .arguments = bands(many), .channels = {3}});
    Sound y = node.run({{impulse(32768), impulse(32768), impulse(32768)}});
    EXPECT_NEAR(gainAt(y[0], 700. / 48000), product, 1e-5);
    EXPECT_EQ(y[0], y[1]);
    EXPECT_EQ(y[0], y[2]);
}

TEST(Eq, PassesEverythingUntouchedWithoutBandsAndWithIdleBells) {
    std::vector<float> x = noise(1000);
    EXPECT_EQ(LoneNode({.type = "eq"}).run({{x}})[0], x);
    EXPECT_EQ(
        LoneNode({.type = "eq", .arguments = bands({{"idle", band("bell", 1000, 0, 1)}})}).run({{x}})[0], x);
}

TEST(Eq, IsDoneRingingAfterItsTail) {
    for (double q : {0.71, 20.}) {
        LoneNode node({.type = "eq", .arguments = bands({{"b", band("bell", 60, 12, q)}})});
        int tail = int(node.node().tail());
        std::vector<float> y = node.run({{impulse(tail + 4800)}})[0];
        for (int i = tail; i < tail + 4800; ++i) ASSERT_LT(std::abs(y[i]), 3e-8);
        EXPECT_LT(tail, 48000 * 20 * q / 0.71);
    }
}

TEST(Eq, DoesNotClickWhenABandIsMoved) {
    LoneNode node({.type = "eq", .arguments = bands({{"b", band("bell", 500, 0, 1)}})});
    node.move("b.gain", [](double frame) { return frame < 9600 ? 0. : 12.; });
    std::vector<float> y = node.run({{sine(24000, 500. / 48000, 0.25)}})[0];
    EXPECT_LT(steepest(y, 9000, 24000), 1.2 * steepest(y, 20000, 24000));
    node.move("b.freq", [](double frame) { return frame < 28800 ? 500. : 2000.; });
    y = node.run({{sine(24000, 500. / 48000, 0.25)}})[0];
    EXPECT_LT(steepest(y, 0, 24000), 1.8 * steepest(y, 0, 4000)); // the bell swings a little while it goes
}

TEST(Eq, GivesTheSameBitsInAnyCompany) {
    struct Setup setup {
        .type = "eq",
        .arguments = bands({{"a", band("bell", 300, -5, 2)},
                            {"b", band("low_shelf", 80, 3, 0.7)},
                            {"c", band("highpass", 40, 0, 0.7)}}),
        .channels = {
            2
        }
    };
    expectTheSameEveryWay(setup);
    expectTimeInvariance(setup, {{noise(2000), noise(2000, 2)}});
}

}
}
