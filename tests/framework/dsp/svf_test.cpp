// Tests the state-variable filters against the closed forms of the Audio EQ Cookbook.
// SPDX-License-Identifier: MIT
#include "framework/dsp/butterworth.h"
#include "tests/framework/dsp/cookbook.h"
#include <gtest/gtest.h>

namespace stemwright {
namespace {

template <class Lanes> Svf<Lanes> design(const std::string& shape, double f, double q, double dB) {
    using Doubles = DoublesOf<Lanes>;
    SvfDesign<Doubles> of(all<Doubles>(f), all<Doubles>(q));
    Doubles gain = amplitude<Doubles>(all<Doubles>(dB));
    return Svf<Lanes>::rounded(shape == "lowpass"     ? of.lowpass()
                               : shape == "highpass"  ? of.highpass()
                               : shape == "bandpass"  ? of.bandpass()
                               : shape == "notch"     ? of.notch()
                               : shape == "allpass"   ? of.allpass()
                               : shape == "bell"      ? of.bell(gain)
                               : shape == "low_shelf" ? of.lowShelf(gain)
                                                      : of.highShelf(gain));
}

double worstError(const std::string& shape, double f, double q, double dB) {
    constexpr int frames = 65536;
    std::vector<double> exact = cookbook::biquad(shape, f, q, dB).impulse(frames);
    Svf<float> filter = design<float>(shape, f, q, dB);
    SvfState<float> state;
    double worst = 0;
    for (int i = 0; i < frames; ++i)
        worst = std::max(worst, std::abs(exact[i] - double(state.tick(i == 0, filter))));
    return worst;
}

double fromDecibels(double dB) { return std::pow(10, dB / 20); }

// The cases of the Web Audio platform tests: cutoff over half the rate, quality (in dB for the first two
// shapes), gain.
TEST(Svf, RendersThePlatformTestsWithinOneTenMillionth) {
    struct Case {
        const char* shape;
        double cutoff, q, gain;
    };
    double shelf = std::numbers::sqrt2 / 2;
    for (const Case& c : std::vector<Case>{{"lowpass", 0, fromDecibels(1), 0},
                                           {"lowpass", 1, fromDecibels(1), 0},
                                           {"lowpass", 0.25, fromDecibels(1), 0},
                                           {"highpass", 0, fromDecibels(1), 0},
                                           {"highpass", 1, fromDecibels(1), 0},
                                           {"highpass", 0.25, fromDecibels(1), 0},
                                           {"bandpass", 0, 0, 0},
                                           {"bandpass", 1, 0, 0},
                                           {"bandpass", 0.5, 0, 0},
                                           {"bandpass", 0.25, 1, 0},
                                           {"bell", 0, 10, 10},
                                           {"bell", 1, 10, 10},
                                           {"bell", 0.25, 0, 10},
                                           {"bell", 0.25, 10, 10},
                                           {"low_shelf", 0, shelf, 10},
                                           {"low_shelf", 1, shelf, 10},
                                           {"low_shelf", 0.25, shelf, 10},
                                           {"high_shelf", 0, shelf, 10},
                                           {"high_shelf", 1, shelf, 10},
                                           {"high_shelf", 0.25, shelf, 10},
                                           {"notch", 0, 10, 0},
                                           {"notch", 1, 10, 0},
                                           {"notch", 0.5, 0, 0},
                                           {"notch", 0.25, 10, 0},
                                           {"allpass", 0, 10, 0},
                                           {"allpass", 1, 10, 0},
                                           {"allpass", 0.5, 0, 0},
                                           {"allpass", 0.25, 10, 0}})
        EXPECT_LE(worstError(c.shape, c.cutoff / 2, float(c.q), c.gain), 1e-7)
            << c.shape << " at " << c.cutoff;
}

TEST(Svf, StaysWithinOneTenMillionthAtLowFrequencies) {
    for (const char* shape : {"lowpass", "highpass", "bandpass", "notch", "allpass", "bell", "low_shelf"})
        for (double frequency : {20., 31.5, 50., 100.})
            for (double q : {0.5, 0.71, 2., 10.})
                for (double dB : {-24., -6., 6., 24.})
                    EXPECT_LE(worstError(shape, frequency / 48000, q, dB), 1e-7)
                        << shape << " " << frequency << " " << q << " " << dB;
}

TEST(Svf, StaysWithinFourUnitsOfTheLastPlaceOfItsPeakElsewhere) {
    for (const char* shape :
         {"lowpass", "highpass", "bandpass", "notch", "allpass", "bell", "low_shelf", "high_shelf"})
        for (double f : {0.005, 0.02, 0.1, 0.25, 0.4, 0.49})
            for (double q : {0.1, 0.71, 2., 10.})
                for (double dB : {-24., -6., 6., 24.}) {
                    cookbook::Biquad exact = cookbook::biquad(shape, f, q, dB);
                    double peak = 1;
                    for (int i = 0; i <= 5000; ++i) peak = std::max(peak, exact.gain(i * 1e-4));
                    EXPECT_LE(worstError(shape, f, q, dB), 4 * 0x1p-23 * peak)
                        << shape << " " << f << " " << q << " " << dB;
                }
}

TEST(Svf, GivesTheSameBitsInEveryWidth) {
    Svf<float> one = design<float>("bell", 0.01, 3, 6);
    Svf<Pack<16>> many = design<Pack<16>>("bell", 0.01, 3, 6);
    SvfState<float> a;
    SvfState<Pack<16>> b;
    for (int i = 0; i < 1000; ++i) {
        float x = float(i * 7919 % 1000) / 1000;
        ASSERT_EQ(a.tick(x, one), lane(b.tick(all<Pack<16>>(x), many), 11));
    }
}

TEST(Svf, SlopeOneIsTheQualityOfButterworth) {
    EXPECT_NEAR(qualityOfSlope<double>(1, fromDecibels(10)), std::numbers::sqrt2 / 2, 1e-15);
    EXPECT_NEAR(qualityOfSlope<double>(0.5, 1), 1 / std::sqrt(4.), 1e-15);
}

TEST(Butterworth, IsThreeDecibelsDownAtItsCutoffAndFallsBySixPerOrder) {
    for (bool high : {false, true})
        for (int order = 1; order <= 8; ++order) {
            auto gain = [&](double f) { // of the impulse response, at f over the rate
                std::vector<SvfState<double>> state(butterworthSections(order));
                std::complex<double> sum = 0;
                for (int i = 0; i < 20000; ++i) {
                    double v = i == 0;
                    for (int s = 0; s < butterworthSections(order); ++s)
                        v = state[s].tick(v, butterworth<double>(high, order, s, 0.01));
                    sum += v * std::polar(1., -2 * std::numbers::pi * f * i);
                }
                return 20 * std::log10(std::abs(sum));
            };
            // The bilinear transform bends the axis: tan(pi f) is what the slope is straight in.
            double octave =
                std::atan(std::tan(0.01 * std::numbers::pi) * (high ? 0.25 : 4)) / std::numbers::pi;
            EXPECT_NEAR(gain(0.01), -3.0103, 1e-4) << order;
            EXPECT_NEAR(gain(octave), -10 * std::log10(1 + std::pow(16., order)), 1e-3) << order;
            EXPECT_NEAR(gain(high ? 0.4 : 0.0001), 0, 1e-3) << order;
        }
}

}
}
