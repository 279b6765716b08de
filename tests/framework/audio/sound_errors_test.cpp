// The exact words for every sound file that cannot be read or written.
// SPDX-License-Identifier: MIT
#include "framework/audio/measurement.h"
#include "framework/audio/resampler.h"
#include "tests/framework/audio/sound_material.h"
#include <sys/stat.h>

namespace stemwright {

using Depth = SoundFormat::Depth;

static std::string opening(const std::string& path) {
    return messageOf([&] { SoundReader(path, 48000); });
}

static std::string creating(const std::string& path, const SoundFormat& format = {}) {
    return messageOf([&] { SoundWriter(path, format); });
}

static void patch(const std::string& path, size_t at, std::string bytes) {
    writeBytes(path, bytesOf(path).replace(at, bytes.size(), bytes));
}

// The place in a WAV file of what follows `id` and its size.
static size_t chunkOf(const std::string& path, const std::string& id) { return bytesOf(path).find(id) + 8; }

TEST(SoundErrors, AMissingFileNamesItsLikeliestNeighbour) {
    TemporaryFolder folder;
    writeBytes(folder.path("kick.wav"), "x");
    writeBytes(folder.path("snare.wav"), "x");
    EXPECT_EQ(opening(folder.path("kik.wav")),
              folder.path("kik.wav") + ": no such file; did you mean \"kick.wav\"?");
    EXPECT_EQ(opening(folder.path("vocals.flac")),
              folder.path("vocals.flac") + ": no such file; known: kick.wav, snare.wav");
    EXPECT_EQ(opening(folder.path("drums/kick.wav")), folder.path("drums/kick.wav") +
                                                          ": no such file; there is no directory \"" +
                                                          folder.path("drums") + "\" either");
}

TEST(SoundErrors, WhatIsNoSoundFileIsCalledWhatItIs) {
    TemporaryFolder folder;
    std::string path = folder.path("a.wav");
    EXPECT_EQ(opening(folder.path()), folder.path() + ": is a directory; name a sound file in it");
    writeBytes(path, "");
    EXPECT_EQ(opening(path), path + ": is empty (0 bytes); copy or export it again");
    writeBytes(path, "A shopping list, not a sound.");
    EXPECT_EQ(opening(path),
              path + ": is not a sound file of a known kind; known: aiff, flac, mp3, ogg, wav");
    ASSERT_EQ(mkfifo(folder.path("pipe.wav").c_str(), 0600), 0);
    EXPECT_EQ(opening(folder.path("pipe.wav")),
              folder.path("pipe.wav") + ": is not a regular file; save the stream to a file first");
}

TEST(SoundErrors, TruncatedFilesAreRefusedWhenOpened) {
    TemporaryFolder folder;
    for (const char* name : {"a.wav", "a.aiff"}) {
        std::string path = folder.path(name);
        writeSound(path, {.depth = Depth::int16}, noise(2, 10000));
        size_t size = bytesOf(path).size();
        for (size_t lost : {1u, 1000u, 39000u}) {
            std::filesystem::resize_file(path, size - lost);
            EXPECT_EQ(opening(path),
                      path + ": is truncated: its header promises 40000 bytes of samples, the file holds " +
                          std::to_string(40000 - lost) + "; copy or export it again");
        }
    }
    std::string flac = folder.path("a.flac");
    writeSound(flac, {.depth = Depth::int16}, noise(2, 30000));
    std::filesystem::resize_file(flac, std::filesystem::file_size(flac) / 2);
    EXPECT_EQ(opening(flac),
              flac + ": is truncated: the last of its 30000 frames cannot be read; copy or export it again");
}

TEST(SoundErrors, SenselessHeadersAreNamed) {
    TemporaryFolder folder;
    std::string path = folder.path("a.wav");
    auto fresh = [&] { writeSound(path, {.depth = Depth::int16, .channels = 2}, noise(2, 130 * 10)); };
    fresh();
    patch(path, chunkOf(path, "fmt ") + 2, std::string(2, '\0'));
    EXPECT_EQ(opening(path),
              path + ": cannot be read as sound: channel count is zero; copy or export it again");
    fresh();
    patch(path, chunkOf(path, "fmt ") + 2, {"\x82\x00", 2});
    EXPECT_EQ(opening(path), path + ": has 130 channels, more than 128; split it into several files");
    fresh();
    patch(path, chunkOf(path, "fmt ") + 4, {"\x32\x00\x00\x00", 4});
    EXPECT_EQ(opening(path),
              path +
                  ": has a sample rate of 50 Hz, outside 1000 to 1000000 Hz; convert it to a usual rate such "
                  "as 48000 Hz");
    fresh();
    patch(path, chunkOf(path, "fmt ") + 4, std::string(4, '\0'));
    EXPECT_EQ(opening(path),
              path +
                  ": has a sample rate of 0 Hz, outside 1000 to 1000000 Hz; convert it to a usual rate such "
                  "as 48000 Hz");
    fresh();
    std::filesystem::resize_file(path, 30);
    EXPECT_EQ(
        opening(path),
        path +
            ": cannot be read as sound: error in WAV file. No 'data' chunk marker; copy or export it again");
    EXPECT_EQ(messageOf([&] { SoundReader("a.wav", 10); }),
              "cannot read sound at 10 Hz; use a rate of 1000 to 1000000 Hz");
}

TEST(SoundErrors, WhatCannotBeWrittenIsRefusedAtOnce) {
    TemporaryFolder folder;
    auto expect = [&](const char* name, SoundFormat format, const std::string& text) {
        EXPECT_EQ(creating(folder.path(name), format), folder.path(name) + ": " + text);
        EXPECT_EQ(folder.names(), std::vector<std::string>{}) << name;
    };
    expect("a.xyz", {}, "\"xyz\" is not a format that can be written; known: aiff, flac, ogg, wav");
    expect("a", {}, "has no extension that tells the format; known: aiff, flac, ogg, wav");
    expect("none/a.wav", {}, "the directory \"" + folder.path("none") + "\" does not exist; make it first");
    expect("a.wav", {.rate = 44100.5},
           "cannot have a sample rate of 44100.5 Hz; use a whole number of 1000 to 1000000 Hz");
    expect("a.wav", {.rate = 10},
           "cannot have a sample rate of 10 Hz; use a whole number of 1000 to 1000000 Hz");
    expect("a.wav", {.channels = 0}, "cannot have 0 channels; write 1 to 128 channels");
    expect("a.wav", {.channels = 129}, "cannot have 129 channels; write 1 to 128 channels");
    expect("a.flac", {.channels = 9}, "flac holds at most 8 channels, not 9; write wav");
    expect("a.flac", {.depth = Depth::float32}, "flac holds int16 and int24 only; write int24, or wav");
    EXPECT_EQ(creating(folder.path(), {.container = "wav"}),
              folder.path() + ": is a directory; name a file in it");
    EXPECT_EQ(creating("/dev/null", {.container = "wav"}),
              "/dev/null: is not a regular file and cannot be replaced; name a file");
}

TEST(SoundErrors, AProtectedFileOrFolderIsNotWritten) {
    if (geteuid() == 0) GTEST_SKIP() << "nothing is protected from root";
    TemporaryFolder folder;
    std::string path = folder.path("a.wav");
    writeBytes(path, "old");
    chmod(path.c_str(), 0400);
    EXPECT_EQ(creating(path),
              path +
                  ": cannot be written: Permission denied; change the permissions or write somewhere else");
    chmod(folder.path().c_str(), 0500);
    EXPECT_EQ(creating(folder.path("b.wav")),
              folder.path("b.wav") +
                  ": cannot be written: Permission denied; change the permissions or write somewhere else");
    chmod(folder.path().c_str(), 0700);
}

TEST(SoundErrors, ResamplingAndMeasuringRefuseWhatTheyCannotDo) {
    EXPECT_EQ(messageOf([] { Resampler(2, 48000, 10); }),
              "cannot resample from 48000 to 10 Hz; use rates of 1000 to 1000000 Hz");
    EXPECT_EQ(messageOf([] { Measurement(65, 48000); }),
              "cannot measure 65 channels; measure 1 to 64 at a time");
    EXPECT_EQ(messageOf([] { Measurement(2, 10); }),
              "cannot measure at 10 Hz; use a rate of 1000 to 1000000 Hz");
}

}
