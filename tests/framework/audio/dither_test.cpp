// What the dither promises: no bias, the right noise, no memory.
// SPDX-License-Identifier: MIT
#include "framework/audio/dither.h"
#include "tests/framework/audio/sound_material.h"

namespace stemwright {

TEST(Dither, IsTriangularOverTwoSteps) {
    Dither dither(1, 0);
    const int64_t count = 1 << 20;
    double sum = 0, squares = 0, fourths = 0, lowest = 0, highest = 0;
    for (int64_t i = 0; i < count; ++i) {
        double value = dither.at(i);
        sum += value, squares += value * value, fourths += value * value * value * value;
        lowest = std::min(lowest, value), highest = std::max(highest, value);
    }
    EXPECT_NEAR(sum / count, 0, 5 * std::sqrt(1. / 6 / count));
    EXPECT_NEAR(squares / count, 1. / 6, 5e-4);
    EXPECT_NEAR(fourths / count, 1. / 15, 5e-4); // a triangle's; a uniform density of that variance has 1/20
    EXPECT_GT(lowest, -1);
    EXPECT_LT(highest, 1);
    EXPECT_LT(lowest, -0.99);
    EXPECT_GT(highest, 0.99);
}

TEST(Dither, DependsOnSeedChannelAndFrameAlone) {
    EXPECT_EQ(Dither(3, 1).at(1000000007), Dither(3, 1).at(1000000007));
    EXPECT_NE(Dither(3, 1).at(5), Dither(3, 0).at(5));
    EXPECT_NE(Dither(3, 1).at(5), Dither(4, 1).at(5));
    EXPECT_NE(Dither(3, 1).at(5), Dither(3, 1).at(6));
}

TEST(Dither, ChannelsAndNeighboursAreUnrelated) {
    const int64_t count = 1 << 18;
    Dither left(0, 0), right(0, 1);
    double channels = 0, neighbours = 0;
    for (int64_t i = 0; i < count; ++i)
        channels += left.at(i) * right.at(i), neighbours += left.at(i) * left.at(i + 1);
    double spread = 5. / 6 / std::sqrt(double(count));
    EXPECT_NEAR(channels / count, 0, spread);
    EXPECT_NEAR(neighbours / count, 0, spread);
}

TEST(Dither, LeavesNoTraceOfTheSignalInTheError) {
    for (auto [depth, bits] :
         {std::pair{SoundFormat::Depth::int16, 16}, std::pair{SoundFormat::Depth::int24, 24}}) {
        TemporaryFolder folder;
        const int64_t frames = 200000;
        double step = std::ldexp(1.0, 1 - bits);
        for (double offset :
             {0.0, 0.25, 0.5, 0.9}) { // without dither the mean error would be the distance to a step
            Samples written(size_t(frames), float(offset * step));
            writeSound(folder.path("a.wav"), {.depth = depth, .channels = 1}, written);
            Samples read = readSound(folder.path("a.wav"), 48000);
            double sum = 0, squares = 0;
            for (int64_t i = 0; i < frames; ++i) {
                double error = (double(read[size_t(i)]) - written[size_t(i)]) / step;
                sum += error, squares += error * error;
            }
            EXPECT_NEAR(sum / frames, 0, 5 * 0.5 / std::sqrt(double(frames)));
            EXPECT_NEAR(squares / frames, 0.25, 0.004); // step squared / 4, whatever the signal
        }
    }
}

TEST(Dither, FilesFollowTheSeed) {
    TemporaryFolder folder;
    Samples samples = noise(2, 1000);
    auto bytes = [&](uint64_t seed) {
        writeSound(folder.path("a.wav"), {.depth = SoundFormat::Depth::int16, .seed = seed}, samples);
        return bytesOf(folder.path("a.wav"));
    };
    EXPECT_EQ(bytes(1), bytes(1));
    EXPECT_NE(bytes(1), bytes(2));
}

TEST(Dither, NoneIsAddedTo32BitsOrToFloat) {
    TemporaryFolder folder;
    Samples samples = noise(2, 1000);
    for (SoundFormat::Depth depth : {SoundFormat::Depth::int32, SoundFormat::Depth::float32}) {
        writeSound(folder.path("a.wav"), {.depth = depth}, samples);
        EXPECT_EQ(readSound(folder.path("a.wav"), 48000), samples);
    }
}

}
