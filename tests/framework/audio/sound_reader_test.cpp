// What reading sound files promises: exact lengths, exact seeks, resampling in its place.
// SPDX-License-Identifier: MIT
#include "tests/framework/audio/sound_material.h"
#include <cstring>

namespace stemwright {

using Depth = SoundFormat::Depth;

static SoundFormat format(double rate, int channels = 2, Depth depth = Depth::float32) {
    return {.depth = depth, .rate = rate, .channels = channels, .dither = SoundFormat::Dither::none};
}

TEST(SoundReader, TellsWhatAFileHolds) {
    TemporaryFolder folder;
    auto expect = [&](const char* name, Depth depth, const char* text) {
        writeSound(folder.path(name), format(44100, 2, depth), noise(2, 1001));
        SoundInfo info = inspect(folder.path(name));
        EXPECT_EQ(info.channels, 2) << name;
        EXPECT_EQ(info.rate, 44100) << name;
        EXPECT_EQ(info.frames, 1001) << name;
        EXPECT_EQ(info.format, text);
    };
    expect("a.wav", Depth::int16, "wav int16");
    expect("b.wav", Depth::float32, "wav float32");
    expect("c.flac", Depth::int24, "flac int24");
    expect("d.aiff", Depth::int32, "aiff int32");
    expect("e.ogg", Depth::int24, "ogg vorbis");
}

TEST(SoundReader, PassesSamplesThroughAtEqualRates) {
    TemporaryFolder folder;
    Samples written = noise(3, 5000, 4);
    written[30] = NAN, written[31] = INFINITY, written[32] = 1e-42f;
    writeSound(folder.path("a.wav"), format(48000, 3), written);
    Samples read = readSound(folder.path("a.wav"), 48000, 777);
    ASSERT_EQ(read.size(), written.size());
    EXPECT_EQ(std::memcmp(read.data(), written.data(), written.size() * 4), 0);
}

TEST(SoundReader, DeliversExactlyTheRoundedNumberOfFrames) {
    TemporaryFolder folder;
    for (double from : {8000., 44100., 48000., 96000.})
        for (double to : {22050., 44100., 48000., 48001., 192000.})
            for (int64_t frames : {0, 1, 2, 3, 147, 1000, 20011}) {
                writeSound(folder.path("a.wav"), format(from, 1), noise(1, frames));
                SoundReader reader(folder.path("a.wav"), to);
                int64_t expected = std::llround(double(frames) * to / from);
                EXPECT_EQ(reader.frames(), expected) << frames << " from " << from << " to " << to;
                EXPECT_EQ(int64_t(readOn(reader).size()), expected)
                    << frames << " from " << from << " to " << to;
                float more = 0;
                EXPECT_EQ(reader.read(&more, 1), 0);
            }
}

TEST(SoundReader, ResamplesInPlaceBelowMinus100Decibels) {
    TemporaryFolder folder;
    struct Case {
        double from, to, frequency;
    };
    for (auto [from, to, frequency] :
         {Case{44100, 48000, 997}, Case{48000, 44100, 15000}, Case{96000, 48000, 12345},
          Case{22050, 96000, 5000}, Case{44100, 44101, 997}, Case{48000, 44100.5, 997}}) {
        double seconds = 21; // over several joints of segments
        writeSound(folder.path("a.wav"), format(from, 1),
                   sine(1, int64_t(from * seconds), frequency, from, 0.5));
        Samples read = readSound(folder.path("a.wav"), to),
                right = sine(1, int64_t(read.size()), frequency, to, 0.5);
        double worst = 0;
        for (size_t i = size_t(to / 10); i < read.size() - size_t(to / 10);
             ++i) // the ends are edges, not a sine
            worst = std::max(worst, std::abs(double(read[i]) - right[i]));
        EXPECT_LT(decibelsOf(worst), -100) << from << " to " << to;
    }
}

TEST(SoundReader, GivesTheSameSamplesForEveryChunkSize) {
    TemporaryFolder folder;
    writeSound(folder.path("a.wav"), format(44100), noise(2, 44100 * 9));
    Samples whole = readSound(folder.path("a.wav"), 48000, 1 << 20);
    for (int64_t chunk : {1, 64, 65, 1000, 48000})
        EXPECT_EQ(readSound(folder.path("a.wav"), 48000, chunk), whole) << chunk;
}

TEST(SoundReader, SeeksExactlyInEveryFormat) {
    TemporaryFolder folder;
    for (const char* name : {"a.wav", "b.flac", "c.aiff", "d.ogg"})
        for (double rate : {44100., 48000., 48000.5}) {
            writeSound(folder.path(name), format(44100, 2, Depth::int24), noise(2, 44100 * 18));
            SoundReader reader(folder.path(name), rate);
            Samples whole = readOn(reader);
            std::mt19937 generator(5);
            std::vector<int64_t> places = {
                0, reader.frames(), 1, reader.frames() - 1, int64_t(8 * rate), int64_t(8 * rate) - 1};
            for (int i = 0; i < 10; ++i) places.push_back(int64_t(generator() % uint64_t(reader.frames())));
            for (int64_t place : places) {
                reader.seek(place);
                EXPECT_EQ(reader.position(), place);
                int64_t wanted = std::min<int64_t>(5000, reader.frames() - place);
                Samples part(size_t(2 * 5000));
                ASSERT_EQ(reader.read(part.data(), 5000), wanted);
                EXPECT_EQ(std::memcmp(part.data(), &whole[size_t(2 * place)], size_t(wanted) * 8), 0)
                    << name << " at " << rate << " from " << place;
            }
        }
}

TEST(SoundReader, HoldsASeekWithinTheFile) {
    TemporaryFolder folder;
    writeSound(folder.path("a.wav"), format(44100), noise(2, 100));
    SoundReader reader(folder.path("a.wav"), 44100);
    reader.seek(1000);
    EXPECT_EQ(reader.position(), 100);
    reader.seek(-5);
    EXPECT_EQ(reader.position(), 0);
}

TEST(SoundReader, ReadsMp3AtItsFullLength) {
    TemporaryFolder folder;
    writeSound(folder.path("a.wav"), format(48000), sine(2, 48000 * 3, 440, 48000, 0.5));
    std::string command = "ffmpeg -v error -nostdin -i '" + folder.path("a.wav") + "' -b:a 320k '" +
                          folder.path("a.mp3") + "' 2>&1";
    if (std::system(command.c_str()) != 0) GTEST_SKIP() << "no ffmpeg that writes mp3";
    EXPECT_EQ(inspect(folder.path("a.mp3")).format, "mp3");
    SoundReader reader(folder.path("a.mp3"), 48000);
    Samples whole = readOn(reader);
    EXPECT_EQ(whole.size(), 2u * 48000 * 3);
    for (int64_t place : {100000, 20001, 4}) {
        reader.seek(place);
        EXPECT_EQ(readOn(reader), Samples(whole.begin() + 2 * place, whole.end())) << place;
    }
}

TEST(SoundReader, CountsMp3ThatDoesNotSayItsLength) {
    TemporaryFolder folder;
    Samples sound = noise(1, 48000 * 3);
    writeSound(folder.path("a.wav"), format(48000, 1), sound);
    std::string command = "ffmpeg -v error -nostdin -i '" + folder.path("a.wav") +
                          "' -b:a 128k -write_xing 0 '" + folder.path("a.mp3") + "' 2>&1";
    if (std::system(command.c_str()) != 0) GTEST_SKIP() << "no ffmpeg that writes mp3";
    // What stands behind the sound makes a guess from the size of the file too long.
    writeBytes(folder.path("a.mp3"), bytesOf(folder.path("a.mp3")) + std::string(50000, '\0'));
    SoundReader reader(folder.path("a.mp3"), 48000);
    Samples whole = readOn(reader);
    // Encoders and decoders have delays that only the missing tag tells of.
    EXPECT_NEAR(double(whole.size()), double(sound.size()), 4 * 1152);
    EXPECT_EQ(inspect(folder.path("a.mp3")).frames, int64_t(whole.size()));
}

TEST(SoundReader, CountsWhereAnEncoderLeftTheLengthOut) {
    TemporaryFolder folder;
    writeSound(folder.path("a.wav"), format(48000, 1, Depth::int16), noise(1, 12345));
    for (std::string kind : {"wav", "flac"}) {
        std::string command = "ffmpeg -v error -nostdin -i '" + folder.path("a.wav") + "' -f " + kind +
                              " - | cat > '" + folder.path("piped." + kind) + "'";
        if (std::system(command.c_str()) != 0 || bytesOf(folder.path("piped." + kind)).empty())
            GTEST_SKIP() << "no ffmpeg";
        EXPECT_EQ(inspect(folder.path("piped." + kind)).frames, 12345);
        EXPECT_EQ(readSound(folder.path("piped." + kind), 48000), readSound(folder.path("a.wav"), 48000))
            << kind;
    }
}

TEST(SoundReader, NeedsLittleMemoryForManyLongFiles) {
#if defined __SANITIZE_ADDRESS__
    GTEST_SKIP() << "sanitizers have their own memory";
#endif
    TemporaryFolder folder;
    writeSound(folder.path("a.wav"), format(44100, 2, Depth::int16), noise(2, 44100 * 30));
    auto resident = [] {
        std::ifstream file("/proc/self/statm");
        int64_t all = 0, pages = 0;
        file >> all >> pages;
        return pages * sysconf(_SC_PAGESIZE);
    };
    int64_t before = resident();
    std::vector<SoundReader> readers;
    Samples part(2 * 48000);
    for (int i = 0; i < 32; ++i) readers.emplace_back(folder.path("a.wav"), 48000);
    for (int second = 0; second < 30; ++second)
        for (SoundReader& reader : readers) reader.read(part.data(), 48000);
    EXPECT_LT((resident() - before) / 32, 2 << 20); // bytes for each
}

}
