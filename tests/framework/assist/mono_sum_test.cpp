// Sums to mono against what is known of them, and the bands that tell their colour.
// SPDX-License-Identifier: MIT
#include "framework/assist/bark_scale.h"
#include "framework/assist/mono_sum.h"
#include "tests/framework/assist/stereo_material.h"
#include <gtest/gtest.h>

namespace stemwright::test {

namespace {

StereoSound noises(unsigned left, unsigned right) {
    StereoSound sound;
    sound.resize(5 * 44100);
    for (size_t side : {0, 1}) {
        std::mt19937 generator(side == 0 ? left : right);
        for (float& sample : sound.channels[side]) sample = float(generator() >> 8) * 0x1p-24f - 0.5f;
    }
    return sound;
}

MonoSum sumOf(const StereoSound& sound) { return monoSum(sound, midSideBands(sound)); }

TEST(MonoSum, losesNothingOfEqualSides) {
    MonoSum sum = sumOf(noises(1, 1));
    EXPECT_EQ(sum.loss, 0);
    EXPECT_NEAR(sum.colouring, 0, 1e-9);
}

TEST(MonoSum, losesThreeDecibelsOfUnrelatedSides) {
    MonoSum sum = sumOf(noises(1, 2));
    EXPECT_NEAR(sum.loss, 3.01, 0.05);
    EXPECT_LT(sum.colouring, 0.2);
}

TEST(MonoSum, losesAllOfOppositeSides) {
    StereoSound sound = noises(1, 1);
    for (float& sample : sound.channels[1]) sample = -sample;
    EXPECT_EQ(sumOf(sound).loss, std::numeric_limits<double>::infinity());
}

TEST(MonoSum, isColouredWhereSidesAreAgainstEachOtherInSomeBands) {
    StereoSound sound = noises(1, 1);
    for (int64_t i = 0; i < sound.frames(); ++i) { // equal noise, and a tone that cancels
        float tone = float(0.5 * std::sin(2 * std::numbers::pi * 200 * double(i) / StereoSound::rate));
        sound.channels[0][size_t(i)] += tone, sound.channels[1][size_t(i)] -= tone;
    }
    MonoSum sum = sumOf(sound);
    EXPECT_GT(sum.loss, 2);
    EXPECT_GT(sum.colouring, 5);
}

TEST(BarkBands, coverEveryFrequencyBetweenTheFirstAndTheLastOnce) {
    const double width = 2;
    BarkBands bands(11025, width);
    const double step = (barkOf(20000) - barkOf(20)) / 25;
    const double first = frequencyOfBark(barkOf(20) + step), last = frequencyOfBark(barkOf(20000) - step);
    for (size_t bin = size_t(first / width) + 1; double(bin) * width < last; bin += 7) {
        std::vector<double> tone(11025);
        tone[bin] = 3;
        double sum = 0;
        for (double value : bands.sums(tone)) sum += value;
        ASSERT_NEAR(sum, 3, 1e-9) << double(bin) * width;
    }
}

}

}
