// Beginnings of notes are found where they were put.
// SPDX-License-Identifier: MIT
#include "framework/audio/onsets.h"
#include <cmath>
#include <gmock/gmock.h>
#include <random>

namespace stemwright::test {
namespace {

const std::vector<double> times{0.5, 1, 1.37, 2.2};

enum class Kind { sine, noise, click };

std::vector<float> hits(Kind kind, double rate, int channels = 1) {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> white(-0.5f, 0.5f);
    std::vector<float> sound(size_t(3 * rate) * size_t(channels));
    for (double time : times)
        for (int i = 0; i < int(0.2 * rate); ++i) {
            double decay = std::exp(-i / (0.05 * rate)), value = 0;
            if (kind == Kind::sine) value = 0.5 * decay * std::sin(i * 2 * M_PI * 440 / rate);
            if (kind == Kind::noise) value = decay * white(random);
            if (kind == Kind::click) value = i == 0;
            for (int c = 0; c < channels; ++c)
                sound[(size_t(time * rate) + size_t(i)) * size_t(channels) + size_t(c)] += float(value);
        }
    return sound;
}

void expectNear(const std::vector<double>& found, const std::vector<double>& wanted) {
    ASSERT_EQ(found.size(), wanted.size()) << testing::PrintToString(found);
    for (size_t i = 0; i < wanted.size(); ++i) EXPECT_NEAR(found[i], wanted[i], 0.006);
}

TEST(Onsets, areFoundWithinSixMilliseconds) {
    for (Kind kind : {Kind::sine, Kind::noise, Kind::click})
        for (double rate : {44100., 48000., 96000.})
            for (int channels : {1, 2}) {
                std::vector<float> sound = hits(kind, rate, channels);
                expectNear(onsets(sound.data(), int64_t(sound.size()) / channels, channels, rate), times);
            }
}

TEST(Onsets, ofSilenceAndOfNothingAreNone) {
    std::vector<float> silence(48000);
    EXPECT_THAT(onsets(silence.data(), 48000, 1, 48000), testing::IsEmpty());
    EXPECT_THAT(onsets(silence.data(), 0, 1, 48000), testing::IsEmpty());
}

TEST(Onsets, ofASteadyToneAreItsBeginning) {
    std::vector<float> tone(48000 * 3);
    for (size_t i = 0; i < tone.size(); ++i) tone[i] = 0.3f * float(std::sin(double(i) * 0.05));
    expectNear(onsets(tone.data(), int64_t(tone.size()), 1, 48000), {0});
}

TEST(Onsets, keepTheGapThatIsAskedFor) {
    std::vector<float> sound = hits(Kind::click, 48000);
    expectNear(onsets(sound.data(), int64_t(sound.size()), 1, 48000, {.gap = 0.6}), {0.5, 1.37, 2.2});
}

// Low notes do not count where only the treble is listened to.
TEST(Onsets, listenToTheirPartOfTheSpectrum) {
    std::vector<float> low(48000 * 3);
    for (double time : {0.5, 1., 1.5})
        for (int i = 0; i < 12000; ++i)
            low[size_t(time * 48000) + size_t(i)] +=
                float(0.5 * std::sin(M_PI * i / 12000.) * std::sin(i * 0.01));
    std::vector<float> both = low, high = hits(Kind::noise, 48000);
    for (size_t i = 0; i < both.size(); ++i) both[i] += 0.1f * high[i];
    expectNear(onsets(both.data(), int64_t(both.size()), 1, 48000, {.from = 3000}), times);
}

}
}
