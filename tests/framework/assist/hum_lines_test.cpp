// Hum that was mixed in is found at its level, and notes are none.
// SPDX-License-Identifier: MIT
#include "tests/framework/assist/stems.h"

namespace stemwright::test {
namespace {

constexpr double rate = 48000;
constexpr int64_t length = 20 * 48000;

// Lines of 0, -6 and -12 dB at the first, second and third multiple, together of so many dBFS RMS.
Samples hum(double mains, double level) {
    double all = std::sqrt((1 + 1 / 4. + 1 / 16.) / 2);
    Samples sum(size_t(length), 0.f);
    for (int order = 1; order <= 3; ++order)
        sum = plus(sum, sine(1, length, mains * order, rate, amplitudeOf(level) / all * std::exp2(1 - order),
                             order));
    return sum;
}

// Notes from G1 on, with a pause after every six.
Samples bassLine() {
    Samples notes(size_t(length), 0.f);
    for (int n = 0; n < 30; ++n) {
        if (n / 6 % 2 == 1) continue;
        double frequency = 48.999 * std::exp2((n * 7 % 12) / 12.);
        for (size_t i = 0; i < 24000; ++i)
            notes[size_t(n) * 30000 + i] +=
                float(0.3 * std::exp(-double(i) / 9000) * std::sin(double(i) * 2 * M_PI * frequency / rate));
    }
    return notes;
}

TEST(MainsHum, isFoundAtItsLevelInNoise) {
    for (double mains : {50., 60.})
        for (double level : {-40., -60.}) {
            TrackAnalysis track =
                listened(plus(hum(mains, level), plus(noiseOf(level + 6, length), bassLine())));
            ASSERT_TRUE(track.hum) << mains << " Hz, " << level << " dB";
            EXPECT_EQ(track.hum->mains, mains);
            EXPECT_NEAR(track.hum->level, level, 0.5);
            ASSERT_GE(track.hum->lines.size(), 3u);
            double first = level - 10 * std::log10(1 + 1 / 4. + 1 / 16.);
            for (size_t i = 0; i < 3; ++i) {
                EXPECT_EQ(track.hum->lines[i].order, int(i) + 1);
                EXPECT_NEAR(track.hum->lines[i].level, first - 6.02 * double(i), 0.7);
            }
        }
}

TEST(MainsHum, isFoundWhereTheMainsAreALittleOff) {
    TrackAnalysis track = listened(plus(hum(50.08, -50), noiseOf(-40, length)));
    ASSERT_TRUE(track.hum);
    EXPECT_NEAR(track.hum->level, -50, 0.5);
}

TEST(MainsHum, isNoNoteNorNoise) {
    EXPECT_FALSE(listened(bassLine()).hum);
    EXPECT_FALSE(listened(noiseOf(-20, length)).hum);
    EXPECT_FALSE(listened(sine(1, length, 48.999, rate, 0.1)).hum);           // G1 that never ends
    EXPECT_FALSE(listened(plus(hum(48.999, -40), noiseOf(-30, length))).hum); // and its partials
    EXPECT_FALSE(
        listened(plus(sine(1, length, 100, rate, 0.1), noiseOf(-50, length))).hum); // one tone of its own
}

}
}
