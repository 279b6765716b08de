// What is measured besides loudness, against arithmetic.
// SPDX-License-Identifier: MIT
#include "framework/audio/measurement.h"
#include "tests/framework/audio/sound_material.h"

namespace stemwright {

static constexpr double rate = 48000;

static Measures measured(const Samples& samples, int channels, double at = rate) {
    Measurement measurement(channels, at);
    measurement.add(samples.data(), int64_t(samples.size()) / channels);
    return measurement.result();
}

TEST(Measurement, KnowsPeaksAndPowerOfASine) {
    Measures m = measured(sine(2, 48000, 1000, rate, 1, std::numbers::pi / 2), 2);
    EXPECT_NEAR(m.samplePeak, 0, 1e-6);
    EXPECT_NEAR(m.rms, -3.0103, 1e-4);
    EXPECT_NEAR(m.crest, 3.0103, 1e-4);
    EXPECT_NEAR(m.correlation, 1, 1e-12);
    EXPECT_NEAR(m.monoLoss, 0, 1e-9);
    EXPECT_EQ(m.duration, 1);
    EXPECT_EQ(m.channels, 2);
    EXPECT_EQ(m.rate, rate);
}

static Samples sides(const Samples& left, const Samples& right) {
    Samples both;
    for (size_t i = 0; i < left.size(); ++i) both.push_back(left[i]), both.push_back(right[i]);
    return both;
}

TEST(Measurement, KnowsHowTheSidesAreRelated) {
    Samples one = noise(1, 480000, 0.5, 1), two = noise(1, 480000, 0.5, 2), flipped = one, none(480000);
    for (float& sample : flipped) sample = -sample;
    EXPECT_NEAR(measured(sides(one, two), 2).correlation, 0, 0.01);
    EXPECT_NEAR(measured(sides(one, two), 2).monoLoss, 3.01, 0.05);
    EXPECT_NEAR(measured(sides(one, flipped), 2).correlation, -1, 1e-9);
    EXPECT_EQ(measured(sides(one, flipped), 2).monoLoss, INFINITY);
    EXPECT_TRUE(std::isnan(measured(sides(one, none), 2).correlation));
    EXPECT_NEAR(measured(sides(one, none), 2).monoLoss, 3.0103, 1e-4);
    EXPECT_TRUE(std::isnan(measured(one, 1).correlation));
    EXPECT_TRUE(std::isnan(measured(one, 1).monoLoss));
}

TEST(Measurement, FindsSilenceAtTheEndsAndWithin) {
    Samples samples(48000 * 10);
    for (size_t i = 48000; i < 2 * 48000; ++i) samples[i] = 0.1f;
    for (size_t i = 6 * 48000; i < 7 * 48000; ++i) samples[i] = -0.1f;
    for (size_t i = 7 * 48000; i < samples.size(); ++i) samples[i] = 0.00099f; // below -60 dBFS
    Measures m = measured(samples, 1);
    EXPECT_EQ(m.leadingSilence, 1);
    EXPECT_EQ(m.trailingSilence, 3);
    EXPECT_EQ(m.longestSilence, 4);
}

TEST(Measurement, SilenceHasNoLevel) {
    for (int64_t frames : {0, 100, 48000 * 5}) {
        Measures m = measured(Samples(size_t(2 * frames)), 2);
        for (double level : {m.integrated, m.momentaryMax, m.shortTermMax, m.truePeak, m.samplePeak, m.rms})
            EXPECT_EQ(level, -INFINITY);
        EXPECT_EQ(m.range, 0);
        EXPECT_EQ(m.crest, 0);
        for (double time : {m.leadingSilence, m.trailingSilence, m.longestSilence, m.duration})
            EXPECT_EQ(time, double(frames) / rate);
    }
}

TEST(Measurement, CountsWhatIsNoNumberAndGoesOn) {
    Samples samples = sine(2, 48000 * 5, 1000, rate, 0.1), dirty = samples;
    dirty[100] = NAN, dirty[50001] = INFINITY;
    Measures m = measured(dirty, 2);
    EXPECT_EQ(m.notFinite, 2);
    EXPECT_NEAR(m.integrated, measured(samples, 2).integrated, 0.01);
    EXPECT_TRUE(std::isfinite(m.truePeak) && std::isfinite(m.rms) && std::isfinite(m.momentaryMax));
}

TEST(Measurement, DoesNotDependOnChunks) {
    Samples samples = noise(2, 48000 * 4);
    Measures whole = measured(samples, 2);
    for (int64_t chunk : {1, 64, 479, 10007}) {
        Measurement measurement(2, rate);
        for (int64_t at = 0; at < 48000 * 4; at += chunk)
            measurement.add(&samples[size_t(2 * at)], std::min<int64_t>(chunk, 48000 * 4 - at));
        Measures m = measurement.result();
        EXPECT_EQ(m.integrated, whole.integrated) << chunk;
        EXPECT_EQ(m.momentaryMax, whole.momentaryMax) << chunk;
        EXPECT_EQ(m.shortTermMax, whole.shortTermMax) << chunk;
        EXPECT_EQ(m.range, whole.range) << chunk;
        EXPECT_EQ(m.truePeak, whole.truePeak) << chunk;
        EXPECT_EQ(m.rms, whole.rms) << chunk;
        EXPECT_EQ(m.correlation, whole.correlation) << chunk;
    }
}

TEST(Measurement, MeasuresFilesAtTheirOwnRate) {
    TemporaryFolder folder;
    writeSound(folder.path("a.wav"), {.depth = SoundFormat::Depth::float32, .rate = 44100},
               sine(2, 44100 * 5, 1000, 44100, 0.1));
    Measures m = measure(folder.path("a.wav"));
    EXPECT_EQ(m.rate, 44100);
    EXPECT_EQ(m.duration, 5);
    EXPECT_NEAR(m.integrated, -20, 0.1);
}

}
