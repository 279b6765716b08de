// Two sounds compared: what a gain, a turn of polarity and a burst come to, by formula.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_difference.h"
#include "tests/framework/audio/sound_material.h"

namespace stemwright {
namespace {

constexpr double rate = 48000;
using Difference = SoundDifference;

Difference compared(const Samples& before, const Samples& after, int channels = 1, int64_t chunk = 4800) {
    SoundComparison comparison(channels, rate);
    int64_t frames = int64_t(before.size()) / channels;
    for (int64_t done = 0; done < frames; done += chunk)
        comparison.add(&before[size_t(done * channels)], &after[size_t(done * channels)],
                       std::min(chunk, frames - done));
    return comparison.result();
}

Samples scaled(Samples samples, double factor) {
    for (float& sample : samples) sample = float(sample * factor);
    return samples;
}

TEST(SoundDifference, OfASoundAndItselfIsNone) {
    Samples x = noise(2, 100000);
    Difference d = compared(x, x, 2);
    EXPECT_EQ(d.samples, Difference::Samples::same);
    EXPECT_EQ(d.residual, -INFINITY);
    EXPECT_EQ(d.relative, -INFINITY);
    EXPECT_TRUE(d.spots.empty());
    EXPECT_EQ(d.bandsBefore, d.bandsAfter);
    EXPECT_EQ(d.before.integrated, d.after.integrated);
}

// |x - g x| = |1 - g| |x|.
TEST(SoundDifference, OfAGainIsTheGainAndLeavesWhatItAdds) {
    Samples x = noise(2, 200000, 0.3f);
    for (double gain : {3., -6., 0.1}) {
        double factor = std::pow(10, gain / 20);
        Difference d = compared(x, scaled(x, factor), 2);
        EXPECT_EQ(d.samples, Difference::Samples::different);
        EXPECT_NEAR(d.after.integrated - d.before.integrated, gain, 0.001);
        EXPECT_NEAR(d.after.truePeak - d.before.truePeak, gain, 0.001);
        EXPECT_NEAR(d.relative, 20 * std::log10(std::abs(factor - 1)), 0.001);
        EXPECT_NEAR(d.residual, d.before.rms + d.relative, 1e-9);
        for (int band = 0; band < thirdOctaveCount; ++band)
            EXPECT_NEAR(d.bandsAfter[size_t(band)] - d.bandsBefore[size_t(band)], gain, 0.001) << band;
    }
}

TEST(SoundDifference, OfTurnedPolarityIsTwiceTheSound) {
    Samples x = noise(1, 100000);
    Difference d = compared(x, scaled(x, -1));
    EXPECT_EQ(d.after.integrated, d.before.integrated);
    EXPECT_NEAR(d.relative, 20 * std::log10(2), 1e-6);
    for (int band = 0; band < thirdOctaveCount; ++band)
        EXPECT_NEAR(d.bandsAfter[size_t(band)], d.bandsBefore[size_t(band)], 1e-4) << band;
}

TEST(SoundDifference, OfABurstNamesItsTime) {
    Samples x = sine(2, int64_t(10 * rate), 100, rate, 0.1), y = x;
    auto burst = [&](double at, float amplitude) {
        for (size_t i = 0; i < 4800; ++i) y[size_t(2 * at * rate) + i] += i % 2 ? -amplitude : amplitude;
    };
    burst(2.3, 0.1f); // 50 ms in both channels
    burst(7.7, 0.2f);
    burst(8.3, 0.19f);  // too near
    burst(9.1, 0.001f); // too soft
    Difference d = compared(x, y, 2);
    ASSERT_EQ(d.spots.size(), 2u);
    EXPECT_NEAR(d.spots[0].time, 7.7, 1e-9);
    EXPECT_NEAR(d.spots[0].level, decibelsOf(0.2) - 10 * std::log10(2), 0.01); // for half of the tenth
    EXPECT_NEAR(d.spots[1].time, 2.3, 1e-9);
}

TEST(SoundDifference, NamesThreePlacesAtMostASecondApart) {
    Samples x(480000);
    Difference d = compared(x, noise(1, 480000));
    ASSERT_EQ(d.spots.size(), 3u);
    for (size_t i = 0; i < 3; ++i)
        for (size_t k = 0; k < i; ++k) {
            EXPECT_GE(std::abs(d.spots[i].time - d.spots[k].time), 1 - 1e-9);
            EXPECT_GE(d.spots[k].level, d.spots[i].level);
        }
    EXPECT_TRUE(std::isnan(d.relative)); // nothing to compare it with
    EXPECT_NEAR(d.residual, d.after.rms, 1e-9);
}

TEST(SoundDifference, ThatBeginsLateKeepsWhatWasTheSameBefore) {
    Samples x = noise(1, 200000), y = x;
    for (size_t i = 150000; i < y.size(); ++i) y[i] = 0;
    Difference d = compared(x, y);
    ThirdOctaves alone(1, rate);
    alone.add(y.data(), int64_t(y.size()));
    EXPECT_EQ(d.bandsAfter, alone.levels());
}

TEST(SoundDifference, DoesNotDependOnHowTheFramesAreCut) {
    Samples x = noise(2, 50000), y = noise(2, 50000, 0.4f, 2);
    Difference whole = compared(x, y, 2, 50000);
    for (int64_t chunk : {1, 100, 4801}) {
        Difference cut = compared(x, y, 2, chunk);
        EXPECT_EQ(cut.residual, whole.residual) << chunk;
        EXPECT_EQ(cut.bandsAfter, whole.bandsAfter) << chunk;
        EXPECT_EQ(cut.spots[0].level, whole.spots[0].level) << chunk;
    }
}

}
}
