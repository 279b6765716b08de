// A recording holds what was played, and ends where a disk cannot follow.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_reader.h"
#include "framework/device/take.h"
#include "framework/error/error.h"
#include "tests/framework/engine/sound_folder.h"
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>

namespace stemwright {
namespace {

struct TakeTest : testing::Test {
    SoundFolder folder;
    std::string path = folder.path("take.wav");
    std::vector<float> left = std::vector<float>(1000), right = left;
    int64_t now = 0;

    static SoundFormat format() {
        SoundFormat format;
        format.depth = SoundFormat::Depth::float32;
        return format;
    }

    void add(Take& take, int frames) {
        for (int i = 0; i < frames; ++i, ++now) left[size_t(i)] = float(now), right[size_t(i)] = -float(now);
        const float* channels[] = {left.data(), right.data()};
        take.add(channels, frames);
    }

    // The frames of the file, which must count on from `first`.
    int64_t framesFrom(int64_t first) const {
        SoundReader reader(path, 48000);
        std::vector<float> samples(size_t(reader.frames() * 2));
        reader.read(samples.data(), reader.frames());
        for (int64_t i = 0; i < reader.frames(); ++i)
            if (samples[size_t(i * 2)] != float(first + i) || samples[size_t(i * 2 + 1)] != -float(first + i))
                return -1;
        return reader.frames();
    }
};

TEST_F(TakeTest, holdsWhatWasAddedInPiecesOfAnySize) {
    Take take(path, format());
    for (int turn = 0; turn < 1000; ++turn) {
        add(take, 1 + turn * 7 % 1000);
        if (turn % 3 == 0) take.write();
    }
    take.finish();
    EXPECT_EQ(framesFrom(0), now);
    EXPECT_EQ(take.frames(), now);
}

TEST_F(TakeTest, leavesOutWhatComesTooEarly) {
    Take take(path, format(), 1500);
    for (int turn = 0; turn < 4; ++turn) add(take, 1000);
    take.finish();
    EXPECT_EQ(framesFrom(1500), 2500);
}

TEST_F(TakeTest, endsWhereADiskIsTooSlow) {
    Take take(path, format());
    for (int turn = 0; turn < 600; ++turn) add(take, 1000); // more than 8 s
    std::string told;
    try {
        take.write();
    } catch (const Error& error) {
        told = error.what();
    }
    EXPECT_THAT(told, testing::HasSubstr("the disk is too slow: recorded up to " +
                                         std::to_string(take.frames()) + " frames; the sound goes on"));
    EXPECT_GT(take.frames(), 8 * 48000);
    EXPECT_LT(take.frames(), now);
    EXPECT_EQ(framesFrom(0), take.frames());
    add(take, 1000);
    take.write();
    take.finish();
    EXPECT_EQ(framesFrom(0), take.frames());
}

TEST_F(TakeTest, leavesAnOlderFileWhereNothingCame) {
    std::ofstream(path) << "older";
    {
        Take take(path, format());
        take.write();
        take.finish();
    }
    EXPECT_EQ(std::filesystem::file_size(path), 5u);
}

}
}
