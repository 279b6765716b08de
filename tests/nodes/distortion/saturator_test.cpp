// Tests the colours of the saturator, and that it adds no aliases.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include "tests/nodes/spectrum.h"
#include "tests/nodes/timing.h"

namespace stemwright {
namespace {

struct Setup saturator(std::vector<std::pair<std::string, Datum>> arguments, int channels = 1) {
    return {.type = "saturator", .arguments = Datum::map(std::move(arguments)), .channels = {channels}};
}

TEST(Saturator, DeclaresItsLatencyExactly) {
    for (const char* oversampling : {"1", "2", "4", "8"}) {
        LoneNode node(saturator({{"oversampling", oversampling}}, 2));
        expectDeclaredLatency(node);
    }
}

TEST(Saturator, KeepsTheLevelOfPeaksAtMinusTwelve) {
    for (const char* shape : {"tanh", "soft", "tube"})
        for (const char* drive : {"0 dB", "12 dB", "36 dB"}) {
            LoneNode node(saturator({{"shape", shape}, {"drive", drive}, {"oversampling", "1"}}));
            std::vector<float> y = node.run({{sine(4800, 0.01, 0.25, 0.25)}})[0];
            auto [low, high] = std::minmax_element(y.begin() + 2400, y.end());
            EXPECT_NEAR((*high - *low) / 2, 0.25, 0.01) << shape << " " << drive;
        }
}

TEST(Saturator, AddsOddHarmonicsAndTheTubeEvenOnesToo) {
    for (const char* shape : {"tanh", "soft", "tube"}) {
        LoneNode node(saturator({{"shape", shape}, {"drive", "12 dB"}}));
        std::vector<float> y = node.run({{sine(48000, 0.01, 0.25)}})[0];
        auto harmonic = [&](int n) {
            return inDecibels(amplitudeAt(y, 0.01 * n, 24000) / amplitudeAt(y, 0.01, 24000));
        };
        bool tube = std::string(shape) == "tube";
        EXPECT_GT(harmonic(3), -45) << shape;
        EXPECT_LT(harmonic(3), -15) << shape;
        EXPECT_LT(harmonic(5), harmonic(3) - 6) << shape;
        if (tube)
            EXPECT_GT(harmonic(2), harmonic(3)) << shape;
        else
            EXPECT_LT(harmonic(2), -120) << shape;
        EXPECT_LT(inDecibels(amplitudeAt(y, 0, 24000)), tube ? -85 : -120) << shape; // no direct current
    }
}

TEST(Saturator, AddsNoAudibleAliasesAtFourTimesTheRate) {
    int n = 48000;
    double tone = 5003. / 48000;
    auto worstAlias = [&](const char* oversampling, const char* shape) {
        LoneNode node(saturator({{"drive", "6 dB"}, {"shape", shape}, {"oversampling", oversampling}}));
        std::vector<float> y = node.run({{sine(n, tone, 0.5)}})[0];
        double fundamental = amplitudeAt(y, tone, n / 2), worst = 0;
        for (int harmonic = 2; harmonic < 60; ++harmonic) {
            double f = tone * harmonic, folded = std::abs(f - std::round(f));
            if (f > 0.5 && folded < 20000. / 48000) worst = std::max(worst, amplitudeAt(y, folded, n / 2));
        }
        return inDecibels(worst / fundamental); // below 20 kHz: above, the filters are not steep enough
    };
    for (const char* shape : {"tanh", "soft", "tube"}) {
        EXPECT_LT(worstAlias("4", shape), -80) << shape;
        EXPECT_LT(worstAlias("8", shape), -84) << shape;
        EXPECT_GT(worstAlias("1", shape), -72) << shape; // what it is good for
    }
}

TEST(Saturator, KeepsQuietSoundsClean) {
    for (const char* shape : {"tanh", "soft", "tube"}) {
        LoneNode node(saturator({{"drive", "0 dB"}, {"shape", shape}, {"oversampling", "1"}}));
        std::vector<float> x = sine(48000, 0.0101, 1e-6), y = node.run({{x}})[0];
        double gain = amplitudeAt(y, 0.0101, 24000) / 1e-6, noise = 0;
        if (std::string(shape) == "tube") continue; // its phase turns at the bottom
        for (int i = 24000; i < 48000; ++i) noise = std::max(noise, std::abs(y[i] - gain * x[i]));
        EXPECT_LT(inDecibels(noise / 1e-6), -120) << shape;
        EXPECT_NEAR(inDecibels(gain), 0.18, 0.15) << shape;
    }
}

TEST(Saturator, IsFlatUpTo20kHz) {
    for (const char* oversampling : {"2", "4", "8"}) {
        struct Setup setup = saturator({{"drive", "0 dB"}, {"oversampling", oversampling}});
        setup.rate = 44100;
        std::vector<float> y = LoneNode(setup).run({{impulse(4096, 64, 0.001f)}})[0];
        double middle = gainAt(y, 1000. / 44100);
        for (double hertz : {20., 5000., 15000., 20000.})
            EXPECT_NEAR(inDecibels(gainAt(y, hertz / 44100) / middle), 0, 0.002)
                << oversampling << " " << hertz;
    }
}

TEST(Saturator, DoesNotClickWhenItIsDrivenHarder) {
    LoneNode node(saturator({{"drive", "0 dB"}}));
    node.move("drive", [](double frame) { return frame < 9600 ? 0. : 18.; });
    std::vector<float> y = node.run({{sine(24000, 200. / 48000, 0.25)}})[0];
    EXPECT_LT(steepest(y, 9000, 24000), 1.2 * steepest(y, 14000, 24000));
}

TEST(Saturator, GivesTheSameBitsInAnyCompany) {
    for (const char* shape : {"tanh", "soft", "tube"})
        expectTheSameEveryWay(saturator({{"shape", shape}}, 2), 1024);
    for (const char* oversampling : {"1", "2", "8"})
        expectTheSameEveryWay(saturator({{"oversampling", oversampling}}), 1024);
    expectTimeInvariance(saturator({{"shape", "tube"}}), {{noise(2000)}});
}

}
}
