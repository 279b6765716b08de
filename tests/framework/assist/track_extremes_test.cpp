// Sides, overloads, offsets, and tracks that are hardly any.
// SPDX-License-Identifier: MIT
#include "tests/framework/assist/stems.h"

namespace stemwright::test {
namespace {

using Kind = StereoImage::Kind;
constexpr int64_t second = 48000;

Samples sides(const Samples& left, const Samples& right) {
    Samples both;
    for (size_t i = 0; i < left.size(); ++i) both.push_back(left[i]), both.push_back(right[i]);
    return both;
}

TEST(StereoImages, areCalledByWhatTheyAre) {
    Samples one = noiseOf(-20, second, 1), two = noiseOf(-20, second, 2), none(size_t(second), 0.f);
    EXPECT_EQ(listened(one).image.kind, Kind::mono);
    EXPECT_EQ(listened(none).image.kind, Kind::silent);
    EXPECT_EQ(listened(sides(one, one), 2).image.kind, Kind::dualMono);
    EXPECT_EQ(listened(sides(one, times(one, 0.5)), 2).image.kind, Kind::dualMono);
    EXPECT_EQ(listened(sides(none, one), 2).image.kind, Kind::oneSided);
    EXPECT_EQ(listened(sides(one, two), 2).image.kind, Kind::stereo);
    EXPECT_EQ(listened(sides(one, times(one, -1)), 2).image.kind, Kind::stereo);
    EXPECT_EQ(listened(sides(sides(one, two), sides(one, two)), 4).image.kind, Kind::surround);
}

TEST(StereoImages, haveAWidthAndABalance) {
    Samples one = noiseOf(-20, 10 * second, 1), two = noiseOf(-20, 10 * second, 2);
    EXPECT_EQ(listened(sides(one, one), 2).image.width, 0);
    EXPECT_NEAR(listened(sides(one, two), 2).image.width, 1, 0.02);
    EXPECT_EQ(listened(sides(one, times(one, -1)), 2).image.width, INFINITY);
    EXPECT_NEAR(listened(sides(one, times(one, 0.5)), 2).image.balance, -6.0206, 1e-3);
    EXPECT_NEAR(listened(sides(times(one, 0.1), two), 2).image.balance, 20, 0.05);
}

TEST(ClippedPeaks, ofAClippedSineAreItsHalfWaves) {
    Samples tone = sine(1, second, 100, 48000, 2, 0.1);
    int64_t flat = 0;
    for (float& x : tone) {
        x = std::clamp(x, -0.9f, 0.9f);
        flat += std::fabs(x) == 0.9f;
    }
    ClippedPeaks clipping = listened(tone).clipping;
    EXPECT_EQ(clipping.runs, 200);
    EXPECT_EQ(clipping.samples, flat);
    EXPECT_NEAR(double(clipping.longest), double(flat) / 200, 1);
    EXPECT_NEAR(clipping.level, 20 * std::log10(0.9), 1e-5);
    EXPECT_EQ(listened(sine(1, second, 100, 48000, 0.9, 0.1)).clipping.runs, 0);
}

// At a quarter of the rate samples stand at 45 degrees, 3 dB below the peaks.
TEST(ClippedPeaks, betweenSamplesAreCountedBeyondFullScaleOnly) {
    Samples hot = sine(1, second, 12000, 48000, 1.2, M_PI / 4), fair = times(hot, 0.8 / 1.2);
    EXPECT_NEAR(double(listened(hot).clipping.overs), double(second) / 2, 20);
    EXPECT_EQ(listened(fair).clipping.overs, 0);
    EXPECT_EQ(listened(hot).clipping.runs, 0);
}

TEST(Offsets, areFoundByChannelAndLeaveTheSpectrumAlone) {
    Samples tone = sine(1, 2 * second, 1000, 48000, 0.25), moved = tone;
    for (float& x : moved) x += 0.125f;
    TrackAnalysis track = listened(sides(tone, moved), 2);
    ASSERT_EQ(track.offset.size(), 2u);
    EXPECT_NEAR(track.offset[0], 0, 1e-6);
    EXPECT_NEAR(track.offset[1], 0.125, 1e-6);
    EXPECT_LT(track.spectrum[0], -50);
}

TEST(TrackListener, takesATrackThatIsNothingButAnOffset) {
    TrackAnalysis track = listened(Samples(size_t(5 * second), 0.5f));
    EXPECT_EQ(track.offset[0], 0.5);
    EXPECT_EQ(track.clipping.runs, 0);
    EXPECT_FALSE(track.hum);
    EXPECT_TRUE(track.resonances.empty());
}

TEST(TrackListener, takesTracksThatAreHardlyAny) {
    for (int64_t frames : {0, 1, 2, 100, 2047})
        for (size_t channels : {1u, 2u, 3u})
            for (float value : {0.f, 0.5f}) {
                Samples samples(size_t(frames) * channels);
                if (!samples.empty()) samples[0] = value;
                TrackAnalysis track = listened(samples, channels);
                bool isSilent = frames == 0 || value == 0;
                EXPECT_EQ(track.image.kind == Kind::silent, isSilent);
                EXPECT_EQ(track.sounding.empty(), isSilent);
                EXPECT_EQ(track.levels.size(), frames > 0 ? 1u : 0u);
                EXPECT_EQ(track.bands.size(), frames > 0 ? 1u : 0u);
            }
}

TEST(TrackListener, takesWhatIsNoNumberAsSilence) {
    Samples sound = sine(1, second, 440, 48000, 0.5);
    sound[1000] = NAN, sound[2000] = INFINITY;
    TrackAnalysis track = listened(sound);
    EXPECT_EQ(track.measures.notFinite, 2);
    for (double level : track.spectrum) EXPECT_TRUE(std::isfinite(level));
}

}
}
