// Bands of IEC 61260-1: where they lie, and what of tones and noises each holds.
// SPDX-License-Identifier: MIT
#include "framework/audio/third_octaves.h"
#include "tests/framework/audio/sound_material.h"
#include <complex>

namespace stemwright {
namespace {

constexpr double rate = 48000;

ThirdOctaves::Levels levelsOf(const Samples& samples, int channels, double at = rate, int64_t chunk = 5000) {
    ThirdOctaves bands(channels, at);
    int64_t frames = int64_t(samples.size()) / channels;
    for (int64_t done = 0; done < frames; done += chunk)
        bands.add(&samples[size_t(done * channels)], std::min(chunk, frames - done));
    return bands.levels();
}

double sumOf(const ThirdOctaves::Levels& levels) {
    double sum = 0;
    for (double level : levels) sum += std::pow(10, level / 10);
    return 10 * std::log10(sum);
}

TEST(Fourier, IsTheSumThatDefinesIt) {
    for (size_t size : {2u, 4u, 8u, 64u}) {
        std::vector<float> real = noise(1, int64_t(size)), imaginary = noise(1, int64_t(size), 0.5f, 2);
        std::vector<float> r = real, i = imaginary;
        Fourier(size).transform(r, i);
        for (size_t k = 0; k < size; ++k) {
            std::complex<double> sum = 0;
            for (size_t n = 0; n < size; ++n)
                sum += std::complex<double>(real[n], imaginary[n]) *
                       std::polar(1., -2 * std::numbers::pi * double(k * n) / double(size));
            EXPECT_NEAR(r[k], sum.real(), 1e-5) << size << " " << k;
            EXPECT_NEAR(i[k], sum.imag(), 1e-5) << size << " " << k;
        }
    }
}

TEST(ThirdOctaves, LieWhereTheStandardPutsThem) {
    EXPECT_DOUBLE_EQ(thirdOctaveMiddle(16), 1000);
    EXPECT_NEAR(thirdOctaveMiddle(0), 25.119, 1e-3);
    EXPECT_NEAR(thirdOctaveMiddle(17), 1258.9, 0.05);
    EXPECT_NEAR(thirdOctaveMiddle(29), 19953, 0.5);
    std::string names;
    for (int band = 0; band < thirdOctaveCount; ++band) {
        names += thirdOctaveName(band) + ", ";
        EXPECT_NEAR(thirdOctaveNominal(band) / thirdOctaveMiddle(band), 1, 0.01) << band;
    }
    EXPECT_EQ(names, "25 Hz, 31.5 Hz, 40 Hz, 50 Hz, 63 Hz, 80 Hz, 100 Hz, 125 Hz, 160 Hz, 200 Hz, 250 Hz, "
                     "315 Hz, 400 Hz, 500 Hz, 630 Hz, 800 Hz, 1 kHz, 1.25 kHz, 1.6 kHz, 2 kHz, 2.5 kHz, "
                     "3.15 kHz, 4 kHz, 5 kHz, 6.3 kHz, 8 kHz, 10 kHz, 12.5 kHz, 16 kHz, 20 kHz, ");
}

// A tone that begins and ends at once is not one tone: this one takes its time.
Samples faded(Samples samples) {
    for (size_t i = 0; i < samples.size(); ++i)
        samples[i] *= float(0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(i) / double(samples.size())));
    return samples;
}

// A sine of amplitude A has an RMS of A / sqrt 2, and the fades have one of sqrt(3/8).
TEST(ThirdOctaves, HoldAToneInTheirMiddleAndKeepItFromTheirNeighbours) {
    for (double at : {44100., 48000., 96000.})
        for (int tone = 0; tone < thirdOctaveCount; ++tone) {
            Samples sound = faded(sine(1, int64_t(4 * at), thirdOctaveMiddle(tone), at, 0.5, 0.7));
            ThirdOctaves::Levels levels = levelsOf(sound, 1, at);
            EXPECT_NEAR(levels[size_t(tone)], decibelsOf(0.5 * std::sqrt(3 / 16.)), 0.1) << tone;
            for (int band = 0; band < thirdOctaveCount; ++band) {
                double limit = band == tone ? 0.1 : std::abs(band - tone) < 3 ? -30 : -60;
                EXPECT_LT(levels[size_t(band)] - levels[size_t(tone)], limit) << tone << " in " << band;
            }
        }
}

TEST(ThirdOctaves, ShareAToneAtTheirEdge) {
    for (int band : {6, 16, 25}) {
        double edge = thirdOctaveMiddle(band) * std::pow(10, 0.05);
        auto levels = levelsOf(sine(1, int64_t(4 * rate), edge, rate, 1), 1);
        for (int side : {band, band + 1}) EXPECT_NEAR(levels[size_t(side)], -6.02, 0.5) << band;
    }
}

// The density is even, so a band holds its width over half the rate; how far chance strays from that goes by
// the square root of width and time.
TEST(ThirdOctaves, OfWhiteNoiseRiseWithTheirWidth) {
    constexpr double seconds = 20;
    Samples white = noise(2, int64_t(seconds * rate));
    auto levels = levelsOf(white, 2);
    double total = decibelsOf(0.5 / std::sqrt(3)); // even between -0.5 and 0.5
    for (int band = 0; band < thirdOctaveCount; ++band) {
        double width = thirdOctaveMiddle(band) * (std::pow(10, 0.05) - std::pow(10, -0.05));
        double chance = 4.34 / std::sqrt(2 * width * seconds);
        EXPECT_NEAR(levels[size_t(band)], total + 10 * std::log10(width / (rate / 2)), 0.02 + 4 * chance)
            << thirdOctaveName(band);
    }
}

// As much power in every step of the same ratio: tones a fortieth of a decade apart, of one amplitude.
TEST(ThirdOctaves, OfPinkNoiseAreFlat) {
    constexpr int64_t frames = int64_t(8 * rate);
    std::vector<double> sum(frames);
    for (int i = 0; i < 4 * 31 - 2; ++i) { // up to the highest edge
        double turn = 2 * std::numbers::pi * 20 * std::pow(10, (i + 0.37) / 40) / rate;
        std::complex<double> at = std::polar(0.01, 2.4 * i * i), step = std::polar(1., turn);
        for (double& sample : sum) sample += (at *= step).real();
    }
    auto levels = levelsOf(Samples(sum.begin(), sum.end()), 1);
    for (int band = 0; band < thirdOctaveCount; ++band)
        EXPECT_NEAR(levels[size_t(band)], decibelsOf(0.01 * std::sqrt(4 / 2.)), 0.5) << thirdOctaveName(band);
}

TEST(ThirdOctaves, AddUpToTheWholeWhereverASampleStands) {
    for (int64_t length : {1, 100, 40000, 200000}) // also such as are shorter than any block
        for (int64_t silence : {0, 777, 150000}) {
            Samples samples(size_t(2 * silence)), burst = sine(2, length, 3000, rate, 0.7, 1);
            double energy = 0;
            for (float x : burst) energy += double(x) * x;
            samples.insert(samples.end(), burst.begin(), burst.end());
            double expected = 10 * std::log10(energy / double(samples.size()));
            if (length > 1) // a lone sample sounds below and above the bands too
                EXPECT_NEAR(sumOf(levelsOf(samples, 2)), expected, 0.1) << length << " after " << silence;
            else
                EXPECT_NEAR(sumOf(levelsOf(samples, 2)), expected + 10 * std::log10((22387 - 22.4) / 24000),
                            0.1);
        }
}

TEST(ThirdOctaves, RiseExactlyByWhatTheSignalRises) {
    Samples low = noise(1, 100000), high = low;
    for (float& sample : high) sample *= 2;
    auto a = levelsOf(low, 1), b = levelsOf(high, 1);
    for (int band = 0; band < thirdOctaveCount; ++band)
        EXPECT_NEAR(b[size_t(band)] - a[size_t(band)], 6.0206, 1e-4) << band;
}

TEST(ThirdOctaves, DoNotDependOnHowTheFramesAreCut) {
    Samples samples = noise(3, 70000);
    auto whole = levelsOf(samples, 3, rate, 70000);
    for (int64_t chunk : {63, 8192}) EXPECT_EQ(levelsOf(samples, 3, rate, chunk), whole) << chunk;
}

TEST(ThirdOctaves, AreEmptyInSilenceAndAboveHalfTheRate) {
    for (double level : levelsOf(Samples(100000), 2)) EXPECT_EQ(level, -INFINITY);
    for (double level : ThirdOctaves(2, rate).levels()) EXPECT_EQ(level, -INFINITY);
    auto levels = levelsOf(noise(1, 50000), 1, 16000);
    EXPECT_GT(levels[25], -40); // 8 kHz, of which the lower half is there
    EXPECT_EQ(levels[26], -INFINITY);
}

}
}
