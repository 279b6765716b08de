// Masking as the model says, with bands that are put in by hand, and with tones and noise.
// SPDX-License-Identifier: MIT
#include "framework/assist/masking.h"
#include "tests/framework/assist/stems.h"

namespace stemwright::test {
namespace {

// A track of one band, ten steps long.
Excitation lone(size_t band, double level, double tonal = 0) {
    TrackAnalysis track;
    track.tonal = tonal;
    track.bands.resize(10);
    for (BarkPowers& powers : track.bands) powers[band] = float(std::pow(10, level / 10));
    return Excitation(track);
}

TEST(Masking, hidesWhatLiesUnderTheThresholdByAsMuchAsItDoes) {
    MaskedTrack noise = maskingOf(lone(8, -50), lone(8, -30)),
                tone = maskingOf(lone(8, -50), lone(8, -30, 1));
    EXPECT_NEAR(noise.depth[8], 20 - 5.5, 0.01);
    EXPECT_NEAR(tone.depth[8], std::max(0., 20 - 14.5 - 9), 0.01);
    EXPECT_EQ(noise.share, 1);
    EXPECT_EQ(tone.share, 0);
    ASSERT_EQ(noise.spans.size(), 1u);
    EXPECT_NEAR(noise.spans[0].to, 1, 1e-9);
    EXPECT_EQ(maskingOf(lone(8, -50), lone(8, -45)).share, 0);
}

TEST(Masking, movesByGainsAsLevelsDo) {
    for (double gain : {-7., 4.}) {
        MaskedTrack moved = maskingOf(lone(8, -50), lone(8, -30), gain, 2);
        MaskedTrack there = maskingOf(lone(8, -50 + gain), lone(8, -28));
        for (size_t b = 7; b < 10; ++b) EXPECT_NEAR(moved.depth[b], there.depth[b], 0.01);
    }
}

TEST(Masking, reachesFurtherUpThanDown) {
    double up = maskingOf(lone(10, -60), lone(8, -20)).depth[10],
           down = maskingOf(lone(8, -60), lone(10, -20)).depth[8];
    EXPECT_GT(up, 5);
    EXPECT_GT(up, down + 5);
    EXPECT_EQ(maskingOf(lone(18, -60), lone(5, -30)).depth[18], 0);
}

TEST(Masking, countsNothingThatCannotBeHeardInQuiet) {
    EXPECT_FALSE(lone(8, -120).isHeard());
    EXPECT_TRUE(lone(8, -60).isHeard());
    EXPECT_EQ(maskingOf(lone(8, -120), lone(8, -20)).share, 0);
}

TEST(Masking, hasItsBandsAndItsTimes) {
    constexpr int64_t length = 6 * 48000;
    TrackAnalysis tone = listened(sine(1, length, 1000, 48000, amplitudeOf(-55))),
                  high = listened(sine(1, length, 9000, 48000, amplitudeOf(-55)));
    Samples lows = noiseOf(-14, length); // noise below some 1.5 kHz, for the first half
    double a = 0, b = 0;
    for (size_t i = 0; i < lows.size(); ++i) {
        a += 0.15 * (double(lows[i]) - a), b += 0.15 * (a - b);
        lows[i] = i < lows.size() / 2 ? float(b) : 0;
    }
    TrackAnalysis noise = listened(lows);
    MaskedTrack hidden = maskingOf(Excitation(tone), Excitation(noise)),
                heard = maskingOf(Excitation(high), Excitation(noise));
    EXPECT_NEAR(hidden.shares[size_t(barkOf(1000))], 0.5, 0.02);
    EXPECT_GT(hidden.share, 0.3);
    ASSERT_EQ(hidden.spans.size(), 1u);
    EXPECT_NEAR(hidden.spans[0].from, 0, 0.11);
    EXPECT_NEAR(hidden.spans[0].to, 3, 0.11);
    EXPECT_EQ(heard.shares[size_t(barkOf(9000))], 0);
    EXPECT_TRUE(heard.spans.empty());
}

}
}
