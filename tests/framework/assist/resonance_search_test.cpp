// What rings is found where a filter was put, and notes and noise do not ring.
// SPDX-License-Identifier: MIT
#include "tests/framework/assist/stems.h"
#include <complex>

namespace stemwright::test {
namespace {

constexpr double rate = 48000;
constexpr int64_t length = 20 * 48000;

// A bell of R. Bristow-Johnson's Audio EQ Cookbook.
struct Bell {
    double b0, b1, b2, a1, a2;

    Bell(double frequency, double gain, double q) {
        double w = 2 * M_PI * frequency / rate, a = std::pow(10, gain / 40), alpha = std::sin(w) / (2 * q),
               a0 = 1 + alpha / a;
        b0 = (1 + alpha * a) / a0, b1 = a1 = -2 * std::cos(w) / a0, b2 = (1 - alpha * a) / a0;
        a2 = (1 - alpha / a) / a0;
    }
    Samples through(const Samples& in) const {
        double s1 = 0, s2 = 0;
        Samples out;
        for (float x : in) {
            double y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2, s2 = b2 * x - a2 * y;
            out.push_back(float(y));
        }
        return out;
    }
    double power(double frequency) const {
        std::complex<double> z = std::polar(1., -2 * M_PI * frequency / rate);
        return std::norm((b0 + z * (b1 + z * b2)) / (1. + z * (a1 + z * a2)));
    }
    /// Frequency over the width between the points 3 dB below its top.
    double quality(double frequency) const {
        double low = frequency, high = frequency, half = power(frequency) / 2;
        while (power(low) > half) low -= 0.1;
        while (power(high) > half) high += 0.1;
        return frequency / (high - low);
    }
};

TEST(ResonanceSearch, findsFrequencyHeightAndQualityOfWhatRings) {
    for (auto [frequency, gain, q] : {std::tuple(240., 15., 8.), {800., 12., 10.}, {3150., 18., 20.}}) {
        Bell bell(frequency, gain, q);
        TrackAnalysis track = listened(bell.through(noiseOf(-30, length)));
        ASSERT_EQ(track.resonances.size(), 1u) << frequency;
        const Resonance& found = track.resonances[0];
        EXPECT_NEAR(found.frequency, frequency, 0.015 * frequency);
        // Half of what lies within half an octave is further away than a quarter of one.
        double around = 10 * std::log10(bell.power(frequency * std::exp2(0.25)));
        EXPECT_NEAR(found.height, gain - around, 2.5);
        EXPECT_NEAR(found.quality / bell.quality(frequency), 1, 0.3);
        EXPECT_GT(found.persistence, 0.8);
    }
}

TEST(ResonanceSearch, findsSeveralByFrequency) {
    Samples sound = Bell(2000, 15, 12).through(Bell(410, 15, 12).through(noiseOf(-30, length)));
    TrackAnalysis track = listened(sound);
    ASSERT_EQ(track.resonances.size(), 2u);
    EXPECT_NEAR(track.resonances[0].frequency, 410, 6);
    EXPECT_NEAR(track.resonances[1].frequency, 2000, 30);
}

TEST(ResonanceSearch, takesNeitherTonesNorPassingOnesNorWideHumpsForOne) {
    Samples noise = noiseOf(-30, length);
    EXPECT_TRUE(listened(plus(noise, sine(1, length, 1000, rate, 0.02))).resonances.empty());
    Samples passing = plus(noise, gated(Bell(800, 30, 10).through(noise), rate, 0, 0.1));
    std::fill(passing.begin() + length / 3, passing.end(), 0.f);
    std::copy(noise.begin() + length / 3, noise.end(), passing.begin() + length / 3);
    EXPECT_TRUE(listened(passing).resonances.empty());
    EXPECT_TRUE(listened(Bell(800, 12, 0.7).through(noise)).resonances.empty());
}

// A chord that is held, with all its partials.
TEST(ResonanceSearch, takesNoNoteForOne) {
    Samples chord(size_t(length), 0.f);
    for (double note : {110., 138.59, 164.81})
        for (int partial = 1; partial <= 8; ++partial)
            for (size_t i = 0; i < chord.size(); ++i) {
                double time = double(i) / rate,
                       phase = note * time + 0.002 * note / 5 * std::sin(2 * M_PI * 5 * time);
                chord[i] += float(0.1 / partial * std::exp(-3 * std::fmod(time, 1)) *
                                  std::sin(2 * M_PI * partial * phase));
            }
    EXPECT_TRUE(listened(plus(chord, noiseOf(-70, length))).resonances.empty());
}

}
}
