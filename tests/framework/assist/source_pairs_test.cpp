// Microphones of one source are found with their delay and their sign; what is not one source is not.
// SPDX-License-Identifier: MIT
#include "framework/assist/source_pairs.h"
#include "tests/framework/assist/stems.h"

namespace stemwright::test {
namespace {

using Sign = SourcePair::Sign;
constexpr int64_t length = 8 * 48000;

struct SourcePairs : testing::Test {
    TemporaryFolder folder;
    std::vector<TrackAnalysis> tracks;

    void add(const Samples& samples, int channels = 1, double rate = 48000) {
        std::string path = folder.path(std::to_string(tracks.size()) + ".wav");
        SoundFormat format{.depth = SoundFormat::Depth::float32, .rate = rate, .channels = channels};
        writeSound(path, format, samples);
        tracks.push_back(analyseTrack(path));
    }
};

// Hits of noise with a tail, at odd times.
Samples hits(unsigned seed) {
    Samples sound = noise(1, length, 0.5f, seed);
    std::mt19937 random(seed);
    double level = 0;
    for (float& x : sound) {
        if (random() % 16000 == 0) level = 1;
        x *= float(level), level *= 0.9997;
    }
    return sound;
}

Samples delayed(const Samples& sound, int64_t frames) {
    Samples later(sound.size(), 0.f);
    for (int64_t i = std::max<int64_t>(0, frames); i < int64_t(sound.size()); ++i)
        if (i - frames < int64_t(sound.size())) later[size_t(i)] = sound[size_t(i - frames)];
    return later;
}

Samples muffled(const Samples& sound) {
    double a = 0;
    Samples out;
    for (float x : sound) out.push_back(float(a += 0.3 * (double(x) - a)));
    return out;
}

TEST_F(SourcePairs, haveTheirDelayAndTheirSignToTheFrame) {
    Samples source = hits(1);
    for (int64_t frames : {0, 1, 137, 1900})
        for (double gain : {0.3, -0.7}) {
            tracks.clear();
            add(source);
            add(plus(times(delayed(source, frames), gain), noiseOf(-60, length, 7)));
            auto found = findSourcePairs(tracks);
            ASSERT_EQ(found.size(), 1u) << frames << " frames, gain " << gain;
            EXPECT_EQ(found[0].frames, frames);
            EXPECT_EQ(found[0].sign, gain > 0 ? Sign::same : Sign::inverted);
            EXPECT_GT(found[0].confidence, 0.8);
        }
}

TEST_F(SourcePairs, areFoundBehindFiltersAndNoise) {
    Samples source = hits(2);
    add(plus(times(delayed(muffled(source), 300), -0.5), noiseOf(-50, length, 8)));
    add(source);
    auto found = findSourcePairs(tracks);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_NEAR(double(found[0].frames), -300, 1); // the first one is later, and the filter delays as well
    EXPECT_EQ(found[0].sign, Sign::inverted);
}

TEST_F(SourcePairs, areNotMadeOfWhatPlaysTogether) {
    add(hits(3));
    add(hits(4));
    add(gated(noiseOf(-20, length, 5), 48000, 0, 0.2));
    add(gated(noiseOf(-20, length, 6), 48000, 0, 0.2)); // the same rhythm
    add(gated(sine(1, length, 220, 48000, 0.3), 48000, 0, 0.5));
    add(gated(sine(1, length, 220, 48000, 0.2, 1), 48000, 0, 0.5)); // the same note
    add(Samples(size_t(length), 0.f));
    add(Samples(size_t(length), 0.25f));
    EXPECT_TRUE(findSourcePairs(tracks).empty());
}

TEST_F(SourcePairs, areLookedForOnTheLouderSide) {
    Samples source = hits(9), sides;
    for (float x : delayed(source, 40)) sides.push_back(0), sides.push_back(x);
    add(source);
    add(sides, 2);
    auto found = findSourcePairs(tracks);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].frames, 40);
}

TEST_F(SourcePairs, mayHaveTwoRatesAndTwoLengths) {
    Samples source = hits(10);
    add(source);
    add(Samples(source.begin() + 96, source.begin() + length / 2));
    SoundReader reader(tracks[0].path, 44100);
    add(readOn(reader), 1, 44100);
    auto found = findSourcePairs(tracks);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].frames, -96);
    EXPECT_EQ(found[1].frames, 0);
    EXPECT_EQ(found[2].frames, 96);
    EXPECT_EQ(found[2].rate, 48000);
}

}
}
