// Tests envelopes, rings, sliding windows, filters by convolution and oversampling.
// SPDX-License-Identifier: MIT
#include "framework/dsp/envelope.h"
#include "framework/dsp/oversample.h"
#include "framework/dsp/sliding.h"
#include "framework/dsp/true_peak_detector.h"
#include <cmath>
#include <complex>
#include <gtest/gtest.h>
#include <numbers>

namespace stemwright {
namespace {

TEST(Envelope, HasDoneSixtyThreePercentOfAStepInItsTime) {
    for (float frames : {2.f, 48.f, 4800.f, 240000.f}) {
        Envelope<float> e;
        float share = approach<float>(frames);
        EXPECT_NEAR(share / -std::expm1(-1. / frames), 1, 1e-6);
        for (int i = 0; i < int(frames); ++i) e.tick(1, share, 0);
        EXPECT_NEAR(e.level, 1 - std::exp(-1), 0.001) << frames;
    }
}

TEST(Envelope, OfPeaksStaysOnTheTopOfAWave) {
    PeakEnvelope<float> e;
    float level = 0;
    for (int i = 0; i < 48000; ++i)
        level = e.tick(std::abs(std::sin(float(i) * 0.131f)), approach<float>(480), approach<float>(5760));
    EXPECT_NEAR(level, 1, 0.005);
}

TEST(Ring, ReadsWholeAndFractionalDelaysPerLane) {
    using Lanes = Pack<4>;
    size_t size = Ring<Lanes>::size(100);
    std::vector<float> room(size * 4 + 16);
    Lanes* memory = reinterpret_cast<Lanes*>((reinterpret_cast<uintptr_t>(room.data()) + 63) & ~63ull);
    Ring<Lanes> ring(memory, size);
    auto curve = [](double t) { return std::sin(t * 0.05); };
    for (int64_t t = 0; t < 1000; ++t) ring.write(t, all<Lanes>(float(curve(double(t)))));
    Lanes delay{1.25f, 10.5f, 33.75f, 99.f};
    Lanes straight = ring.readLinear(999, delay), cubic = ring.readCubic(999, delay);
    Lanes whole = ring.read(999, IntsOf<Lanes>{0, 1, 50, 100});
    for (int l = 0; l < 4; ++l) {
        EXPECT_NEAR(lane(straight, l), curve(999 - double(lane(delay, l))), 4e-4);
        EXPECT_NEAR(lane(cubic, l), curve(999 - double(lane(delay, l))), 1e-6);
        EXPECT_EQ(lane(whole, l), float(curve(999 - std::array{0, 1, 50, 100}[l])));
    }
}

TEST(Sliding, FindsTheLoudestAndTheMeanOfTheWindow) {
    for (int width : {1, 2, 3, 7, 8, 64, 98, 200}) {
        SlidingMaximum maximum(width);
        SlidingMean mean(width);
        std::vector<float> x(2048), m = x, a = x, memoryOfMaximum(maximum.memory()),
                                    memoryOfMean(mean.memory());
        uint32_t state = 1;
        for (float& v : x) v = float((state = state * 1664525u + 1013904223u) >> 8) * 0x1p-24f;
        m = a = x;
        int32_t sum = 0;
        for (int i = 0; i < 2048; i += 64) {
            maximum.run(&m[i], 64, i, memoryOfMaximum.data());
            mean.run(&a[i], 64, i, memoryOfMean.data(), sum);
        }
        for (int i = 0; i < 2048; ++i) {
            float loudest = 0;
            double total = 0;
            for (int k = std::max(0, i - width + 1); k <= i; ++k)
                loudest = std::max(loudest, x[k]), total += x[k];
            ASSERT_EQ(m[i], loudest) << width << " " << i;
            ASSERT_NEAR(a[i], total / width, 1.1e-6) << width << " " << i;
        }
    }
}

TEST(Convolution, IsTheSameForOneLaneAndForMany) {
    std::vector<float> taps{0.1f, -0.3f, 0.7f}, x(300), lone(298), symmetric(295);
    for (size_t i = 0; i < x.size(); ++i) x[i] = float(i * 37 % 101) / 101;
    convolve(x.data(), lone.data(), 298, 1, taps.data(), 3);
    convolveSymmetric(x.data(), symmetric.data(), 295, 1, taps.data(), 3);
    std::vector<float> wide(300 * 16), result(298 * 16);
    for (size_t i = 0; i < wide.size(); ++i) wide[i] = x[i / 16];
    convolve(wide.data(), result.data(), 298 * 16, 16, taps.data(), 3);
    for (int i = 0; i < 298; ++i) {
        ASSERT_EQ(lone[i], result[i * 16 + 5]);
        ASSERT_EQ(lone[i], (taps[0] * x[i] + taps[1] * x[i + 1]) + taps[2] * x[i + 2]);
    }
    for (int i = 0; i < 295; ++i)
        ASSERT_FLOAT_EQ(symmetric[i], taps[0] * (x[i] + x[i + 5]) + taps[1] * (x[i + 1] + x[i + 4]) +
                                          taps[2] * (x[i + 2] + x[i + 3]));
}

TEST(TruePeakDetector, HearsAQuarterRateSineBetweenItsSamples) {
    std::vector<float> x(TruePeakDetector::history + 64), peaks(64);
    for (size_t i = 0; i < x.size(); ++i) x[i] = float(std::sin(std::numbers::pi / 4 * (2. * double(i) + 1)));
    TruePeakDetector::raise(x.data(), peaks.data(), 64);
    for (int i = 1; i < 64; ++i) // the waves turn between every other pair
        EXPECT_NEAR(20 * std::log10(std::max(peaks[i - 1], peaks[i])), 0, 0.01);
}

TEST(TruePeakDetector, KnowsHowLoudItCanBeBetweenFrames) {
    float gain = TruePeakDetector::greatestGain(), loudest = 0;
    for (const std::vector<float>& filter : TruePeakDetector::filters()) { // the worst sound for each
        std::vector<float> x(TruePeakDetector::history + 64), peaks(64);
        for (size_t i = 0; i < x.size(); ++i) x[i] = filter[i % filter.size()] < 0 ? -0.5f : 0.5f;
        TruePeakDetector::raise(x.data(), peaks.data(), 64);
        loudest = std::max(loudest, *std::max_element(peaks.begin(), peaks.end()));
        EXPECT_TRUE(TruePeakDetector::reaches(0.5f, x.data(), 64));
        EXPECT_FALSE(TruePeakDetector::reaches(std::nextafter(0.5f, 1.f), x.data(), 64));
    }
    EXPECT_LE(loudest, gain * 0.5f);
    EXPECT_GT(loudest, gain * 0.5f * 0.99f);
}

TEST(TruePeakDetector, LooksAtEveryFrameOfEveryLane) {
    using Lanes = Pack<4>;
    std::vector<Lanes> x(TruePeakDetector::history + 64);
    EXPECT_FALSE(TruePeakDetector::reaches(all<Lanes>(0.1f), x.data(), 64));
    for (size_t i = 0; i < x.size(); ++i) {
        lane(x[i], int(i % 4)) = -0.1f;
        EXPECT_TRUE(TruePeakDetector::reaches(all<Lanes>(0.1f), x.data(), 64)) << i;
        x[i] = Lanes{};
    }
}

// How far an oversampler with nothing inside is from a delay, in dB, at a frequency over the rate.
double deviation(const Oversampler& oversampler, double f) {
    std::vector<float> memory(oversampler.memory()), x(8192), y(8192);
    for (int i = 0; i < 8192; ++i) x[i] = float(std::sin(2 * std::numbers::pi * f * i));
    for (int i = 0; i < 8192; i += 64)
        oversampler.run(&x[i], &y[i], 64, memory.data(), [](float v) { return v; });
    double worst = 0;
    for (int i = 1024; i < 8192; ++i)
        worst = std::max(worst, std::abs(double(y[i]) - x[i - oversampler.latency()]));
    return 20 * std::log10(worst);
}

TEST(Oversampler, IsTransparentUpTo20kHzAndDelaysByWholeFrames) {
    for (int factor : {2, 4, 8}) {
        Oversampler oversampler(factor);
        for (double hertz : {30., 1000., 10000., 18000., 20000.})
            EXPECT_LT(deviation(oversampler, hertz / 44100), -82) << factor << " " << hertz;
    }
    EXPECT_EQ(Oversampler(1).latency(), 0);
    EXPECT_EQ(Oversampler(2).latency(), 63);
    EXPECT_EQ(Oversampler(4).latency(), 69);
    EXPECT_EQ(Oversampler(8).latency(), 71);
}

TEST(Halfband, Stops90DecibelsBeyondItsTransition) {
    struct Case {
        int pairs;
        double beta, edge;
    };
    for (auto [pairs, beta, edge] :
         {Case{32, 9.25, 20. / 88.2}, {6, 10.25, 20. / 176.4}, {4, 9.5, 20. / 352.8}}) {
        Halfband filter(pairs, beta);
        std::vector<float> x(filter.historyUp() + 128), even(128), odd(128);
        x[filter.historyUp()] = 1;
        filter.up(x.data(), even.data(), odd.data(), 128);
        for (double f = 0.5 - edge; f <= 0.5; f += 0.001) { // of the higher rate
            std::complex<double> sum = 0;
            for (int i = 0; i < 128; ++i)
                sum += double(even[i]) * std::polar(1., -4 * std::numbers::pi * f * i) +
                       double(odd[i]) * std::polar(1., -2 * std::numbers::pi * f * (2 * i + 1));
            EXPECT_LT(20 * std::log10(std::abs(sum) / 2), -90) << pairs << " " << f;
        }
    }
}

}
}
