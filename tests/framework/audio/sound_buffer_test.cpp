// Sounds in memory: what is cut, added and levelled.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_buffer.h"
#include "framework/error/error.h"
#include <cmath>
#include <filesystem>
#include <gmock/gmock.h>

namespace stemwright::test {
namespace {

using testing::ElementsAre;

const SoundBuffer stairs{10, 2, {0, 1, 2, 3, 4, 5, 6, 7}};

TEST(SoundBuffer, isCutByTime) {
    EXPECT_THAT(cut(stairs, 0.1, 0.3).samples, ElementsAre(2, 3, 4, 5));
    EXPECT_THAT(cut(stairs, 0.3, INFINITY).samples, ElementsAre(6, 7));
    EXPECT_THAT(cut(stairs, -1, 0.1).samples, ElementsAre(0, 1));
    EXPECT_THAT(cut(stairs, 2, 1).samples, ElementsAre());
}

TEST(SoundBuffer, isAddedFrameByFrame) {
    SoundBuffer shorter{10, 2, {1, 1, 1, 1}};
    EXPECT_THAT(sum(stairs, 1, shorter, -1).samples, ElementsAre(-1, 0, 1, 2, 4, 5, 6, 7));
    EXPECT_THAT(sum(shorter, 2, stairs, 1).samples, ElementsAre(2, 3, 4, 5, 4, 5, 6, 7));
    EXPECT_THROW(sum(stairs, 1, {10, 1, {1}}, 1), Error);
    EXPECT_THROW(sum(stairs, 1, {20, 2, {1, 1}}, 1), Error);
}

TEST(SoundBuffer, tellsItsLevelStepByStep) {
    SoundBuffer sound{10, 1, {1, -1, 0.1f, -0.1f, 0, 0, 1}};
    std::vector<double> found = levels(sound, 0.2);
    ASSERT_EQ(found.size(), 4u);
    EXPECT_NEAR(found[0], 0, 1e-5);
    EXPECT_NEAR(found[1], -20, 1e-5);
    EXPECT_EQ(found[2], -INFINITY);
    EXPECT_NEAR(found[3], 0, 1e-5);
}

TEST(SoundBuffer, isReadAsItWasWritten) {
    std::string path = (std::filesystem::temp_directory_path() / "stemwright-sound-buffer.wav").string();
    SoundBuffer sound{48000, 2, {0, 0.5f, -0.25f, 1.5f}};
    SoundFormat format;
    format.depth = SoundFormat::Depth::float32;
    writeSound(sound, path, format);
    EXPECT_EQ(readSound(path).samples, sound.samples);
    std::filesystem::remove(path);
}

}
}
