// What is read ahead is what the file holds, and what is late is silent and counted.
// SPDX-License-Identifier: MIT
#include "framework/audio/read_ahead.h"
#include "tests/framework/audio/sound_material.h"

namespace stemwright {
namespace {

struct ReadAheadTest : testing::Test {
    TemporaryFolder folder;
    Samples written = noise(2, 100000);
    std::string path = folder.path("a.wav");

    ReadAheadTest() {
        SoundFormat format;
        format.depth = SoundFormat::Depth::float32;
        format.channels = 2;
        writeSound(path, format, written);
    }

    SoundReader reader() const { return SoundReader(path, 48000); }

    // The frame at a place, where it is there.
    static std::optional<float> left(ReadAhead::Stream& stream, int64_t place) {
        Tape::Stretch stretch = stream.at(place);
        if (!stretch.bytes) return {};
        float value;
        std::memcpy(&value, stretch.bytes, sizeof value);
        return value;
    }
};

TEST_F(ReadAheadTest, GivesEveryFrameOfTheFileInOrder) {
    ReadAhead ahead;
    auto& stream = ahead.add(path, reader(), {0, 0, 100000});
    ahead.start(0);
    for (int64_t place = 0; place < 100000; place += 61)
        ASSERT_EQ(left(stream, place), written[size_t(place) * 2]) << place;
    EXPECT_EQ(ahead.late(), 0);
}

TEST_F(ReadAheadTest, GoesRoundWhereAPartIsRepeated) {
    ReadAhead ahead;
    auto& stream = ahead.add(path, reader(), {0, 500, 777, PlayedPart::Repeat::forever});
    ahead.start(0);
    for (int64_t place = 0; place < 30000; place += 61)
        ASSERT_EQ(left(stream, place), written[size_t(500 + place % 777) * 2]) << place;
}

TEST_F(ReadAheadTest, BeginsInTheMiddleOfTheSong) {
    ReadAhead ahead;
    auto& stream = ahead.add(path, reader(), {30000, 0, 100000});
    auto& later = ahead.add(path, reader(), {90000, 0, 100000});
    ahead.start(80000);
    EXPECT_EQ(left(stream, 50000), written[100000]);
    EXPECT_EQ(left(later, 0), written[0]);
}

TEST_F(ReadAheadTest, IsSilentAndCountsWhereThePatienceIsNone) {
    ReadAhead ahead;
    auto& stream = ahead.add(path, reader(), {0, 0, 100000});
    ahead.start(0);
    ahead.patience(ReadAhead::Patience::never);
    EXPECT_TRUE(left(stream, 0));
    EXPECT_FALSE(left(stream, 90000)); // nobody can have known
    EXPECT_EQ(ahead.late(), 1);
    ahead.patience(ReadAhead::Patience::waits);
    EXPECT_EQ(left(stream, 91000), written[182000]); // it follows there
}

TEST_F(ReadAheadTest, NeverGoesBack) {
    ReadAhead ahead;
    auto& stream = ahead.add(path, reader(), {0, 0, 100000});
    ahead.start(0);
    EXPECT_TRUE(left(stream, 50000));
    EXPECT_FALSE(left(stream, 100)); // patient or not
}

TEST_F(ReadAheadTest, ATapeGoesOnForThoseWhoFollow) {
    auto before = std::make_unique<ReadAhead>();
    auto& stream = before->add(path, reader(), {0, 0, 100000});
    before->start(0);
    EXPECT_EQ(left(stream, 40000), written[80000]);
    ReadAhead after(before.get());
    auto& same = after.add(path, reader(), {0, 0, 100000});
    auto& other = after.add(path, reader(), {0, 10, 100});
    after.start(40000);
    EXPECT_EQ(left(same, 40100), written[80200]);
    EXPECT_EQ(left(stream, 40050), written[80100]); // side by side
    EXPECT_FALSE(left(other, 0));                   // is over by now
    before.reset();
    for (int64_t place = 41000; place < 100000; place += 61)
        ASSERT_EQ(left(same, place), written[size_t(place) * 2]) << place;
}

TEST_F(ReadAheadTest, SilenceFollowsTheEndOfAFileThatIsPlayedForLonger) {
    ReadAhead ahead;
    auto& stream = ahead.add(path, reader(), {0, 99000, 3000});
    ahead.start(0);
    EXPECT_EQ(left(stream, 999), written[99999 * 2]);
    EXPECT_EQ(left(stream, 1000), 0.f);
    EXPECT_EQ(left(stream, 2999), 0.f);
}

}
}
