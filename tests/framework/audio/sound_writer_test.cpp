// What writing sound files promises: whole or not at all, exact, and the same bytes every time.
// SPDX-License-Identifier: MIT
#include "tests/framework/audio/sound_material.h"
#include <chrono>
#include <cstring>
#include <sys/stat.h>
#include <thread>

namespace stemwright {

using Depth = SoundFormat::Depth;
using DitherKind = SoundFormat::Dither;

TEST(SoundWriter, Float32KeepsEveryBit) {
    TemporaryFolder folder;
    Samples written = noise(2, 10001, 100);
    written[0] = NAN, written[1] = -INFINITY, written[2] = -0.0f, written[3] = 1e-45f, written[4] = 3e38f;
    for (const char* name : {"a.wav", "a.aiff"}) {
        EXPECT_EQ(writeSound(folder.path(name), {.depth = Depth::float32}, written), 0);
        Samples read = readSound(folder.path(name), 48000);
        ASSERT_EQ(read.size(), written.size());
        EXPECT_EQ(std::memcmp(read.data(), written.data(), read.size() * 4), 0) << name;
    }
}

TEST(SoundWriter, IntegersAreRoundedToTheNearest) {
    TemporaryFolder folder;
    auto check = [&](const char* name, Depth depth, int bits) {
        Samples written = noise(2, 5000, 0.99f);
        writeSound(folder.path(name), {.depth = depth, .dither = DitherKind::none}, written);
        Samples read = readSound(folder.path(name), 48000);
        ASSERT_EQ(read.size(), written.size());
        double scale = std::ldexp(1.0, bits - 1);
        for (size_t i = 0; i < read.size(); ++i)
            ASSERT_EQ(read[i], float(std::nearbyint(written[i] * scale) / scale)) << name;
    };
    check("a.wav", Depth::int16, 16);
    check("b.wav", Depth::int24, 24);
    check("c.wav", Depth::int32, 32);
    check("d.flac", Depth::int16, 16);
    check("e.flac", Depth::int24, 24);
    check("f.aiff", Depth::int16, 16);
    check("g.aiff", Depth::int24, 24);
    check("h.aiff", Depth::int32, 32);
}

TEST(SoundWriter, HoldsExactlyTheFramesWritten) {
    TemporaryFolder folder;
    for (const char* name : {"a.wav", "a.flac", "a.aiff", "a.ogg"})
        for (int64_t frames : {1, 63, 64, 1025, 44100}) {
            SoundWriter writer(folder.path(name), {.rate = 44100, .channels = 1});
            Samples samples = noise(1, frames);
            for (int64_t at = 0; at < frames; at += 1000)
                writer.write(&samples[size_t(at)], std::min<int64_t>(1000, frames - at));
            EXPECT_EQ(writer.frames(), frames);
            writer.finish();
            EXPECT_EQ(inspect(folder.path(name)).frames, frames) << name;
            EXPECT_EQ(int64_t(readSound(folder.path(name), 44100).size()), frames) << name;
        }
}

TEST(SoundWriter, WritesEmptyFilesToo) {
    TemporaryFolder folder;
    for (const char* name : {"a.wav", "a.aiff"}) {
        writeSound(folder.path(name), {}, {});
        EXPECT_EQ(inspect(folder.path(name)).frames, 0) << name;
    }
}

TEST(SoundWriter, ClipsAndCountsWhatIntegersCannotHold) {
    TemporaryFolder folder;
    Samples written = {1, -1, 1.5f, -1.5f, INFINITY, -INFINITY, NAN, 0.5f};
    for (Depth depth : {Depth::int16, Depth::int24, Depth::int32}) {
        EXPECT_EQ(writeSound(folder.path("a.wav"),
                             {.depth = depth, .channels = 1, .dither = DitherKind::none}, written),
                  5);
        Samples read = readSound(folder.path("a.wav"), 48000);
        float top = depth == Depth::int16 ? 32767 / 32768.f : depth == Depth::int24 ? 8388607 / 8388608.f : 1;
        EXPECT_EQ(read, (Samples{top, -1, top, -1, top, -1, 0, 0.5f}));
    }
    EXPECT_EQ(writeSound(folder.path("a.ogg"), {.channels = 1}, written), 0);
    EXPECT_EQ(readSound(folder.path("a.ogg"), 48000).size(), written.size());
}

TEST(SoundWriter, TheSameSamplesGiveTheSameBytes) {
    TemporaryFolder folder;
    Samples samples = noise(2, 20000);
    auto all = [&] {
        std::vector<std::string> files;
        for (const char* name : {"a.wav", "a.flac", "a.aiff", "a.ogg"})
            for (Depth depth : {Depth::int24, Depth::float32}) {
                if (name == std::string("a.flac") && depth == Depth::float32) continue;
                writeSound(folder.path(name), {.depth = depth}, samples);
                files.push_back(bytesOf(folder.path(name)));
            }
        return files;
    };
    std::vector<std::string> once = all();
    std::this_thread::sleep_for(std::chrono::milliseconds(1100)); // libsndfile's timestamps count seconds
    EXPECT_TRUE(all() == once);
}

TEST(SoundWriter, DoesNotDependOnChunks) {
    TemporaryFolder folder;
    Samples samples = noise(2, 9000);
    for (const char* name : {"a.wav", "a.flac"}) {
        writeSound(folder.path(name), {.depth = Depth::int16, .seed = 7}, samples);
        std::string once = bytesOf(folder.path(name));
        SoundWriter writer(folder.path(name), {.depth = Depth::int16, .seed = 7});
        for (int64_t at = 0; at < 9000; at += 37)
            writer.write(&samples[size_t(2 * at)], std::min<int64_t>(37, 9000 - at));
        writer.finish();
        EXPECT_EQ(bytesOf(folder.path(name)), once) << name;
    }
}

TEST(SoundWriter, FloatWavCarriesNoTimeOfDay) {
    TemporaryFolder folder;
    writeSound(folder.path("a.wav"), {.depth = Depth::float32}, noise(2, 100));
    std::string bytes = bytesOf(folder.path("a.wav"));
    size_t at = bytes.find("PEAK");
    EXPECT_TRUE(at > bytes.find("data") || bytes.substr(at + 12, 4) == std::string(4, '\0'));
}

TEST(SoundWriter, AnAbandonedFileLeavesTheOldOneWhole) {
    TemporaryFolder folder;
    std::string path = folder.path("a.wav");
    writeBytes(path, "the old file");
    {
        SoundWriter writer(path, {});
        writer.write(noise(2, 5000).data(), 5000);
        EXPECT_EQ(bytesOf(path), "the old file");
        EXPECT_EQ(folder.names(),
                  (std::vector<std::string>{".a.wav.partial-" + std::to_string(getpid()), "a.wav"}));
    }
    EXPECT_EQ(bytesOf(path), "the old file");
    EXPECT_EQ(folder.names(), std::vector<std::string>{"a.wav"});
}

TEST(SoundWriter, TwoWritersOfOneTargetDoNotMix) {
    TemporaryFolder folder;
    std::string path = folder.path("a.wav");
    SoundWriter first(path, {.depth = Depth::float32}), second(path, {.depth = Depth::float32});
    Samples one = noise(2, 100, 1, 1), two = noise(2, 100, 1, 2);
    first.write(one.data(), 100);
    second.write(two.data(), 100);
    first.finish();
    EXPECT_EQ(readSound(path, 48000), one);
    second.finish();
    EXPECT_EQ(readSound(path, 48000), two);
    EXPECT_EQ(folder.names(), std::vector<std::string>{"a.wav"});
}

TEST(SoundWriter, FollowsLinksAndKeepsPermissions) {
    TemporaryFolder folder;
    writeBytes(folder.path("real.wav"), "old");
    chmod(folder.path("real.wav").c_str(), 0640);
    std::filesystem::create_symlink("real.wav", folder.path("link.wav"));
    writeSound(folder.path("link.wav"), {}, noise(2, 10));
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path("link.wav")));
    EXPECT_EQ(inspect(folder.path("real.wav")).frames, 10);
    struct stat status {};
    stat(folder.path("real.wav").c_str(), &status);
    EXPECT_EQ(status.st_mode & 07777, 0640u);
}

TEST(SoundWriter, RefusesToWriteAfterFinishing) {
    TemporaryFolder folder;
    SoundWriter writer(folder.path("a.wav"), {});
    writer.finish();
    writer.finish();
    float frame[2] = {};
    EXPECT_EQ(messageOf([&] { writer.write(frame, 1); }),
              folder.path("a.wav") + ": is finished; write before finishing");
}

}
