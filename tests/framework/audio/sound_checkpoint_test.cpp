// What was written up to a checkpoint is a whole file, whatever happens next.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_reader.h"
#include "framework/audio/sound_writer.h"
#include "framework/error/error.h"
#include "tests/framework/engine/sound_folder.h"
#include <csignal>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/resource.h>

namespace stemwright {
namespace {

namespace fs = std::filesystem;

struct Checkpoint : testing::Test {
    SoundFolder folder;
    std::string path = folder.path("take.wav");
    std::vector<float> sound = std::vector<float>(96000);

    Checkpoint() {
        for (size_t i = 0; i < sound.size(); ++i) sound[i] = float(i % 1013) * 0x1p-10f;
    }

    static SoundFormat format() {
        SoundFormat format;
        format.depth = SoundFormat::Depth::float32, format.channels = 1;
        format.broadcast = BroadcastNote{(int64_t(3) << 32) + 5, "somewhere"};
        return format;
    }

    static std::vector<float> read(const std::string& file) {
        SoundReader reader(file, 48000);
        std::vector<float> samples(size_t(reader.frames()));
        reader.read(samples.data(), reader.frames());
        return samples;
    }

    std::vector<float> first(size_t frames) const {
        return {sound.begin(), sound.begin() + ptrdiff_t(frames)};
    }

    std::string partial() const {
        for (const auto& entry : fs::directory_iterator(fs::path(path).parent_path()))
            if (entry.path().filename().string().starts_with(".take.wav.partial")) return entry.path();
        return "";
    }
};

TEST_F(Checkpoint, canBeReadBesideTheTarget) {
    SoundWriter writer(path, format());
    writer.write(sound.data(), 30000);
    writer.checkpoint();
    EXPECT_EQ(read(partial()), first(30000));
    writer.write(sound.data() + 30000, 40000); // more than is held back
    EXPECT_EQ(read(partial()), first(30000));
    writer.checkpoint();
    EXPECT_EQ(read(partial()), first(70000));
    EXPECT_FALSE(fs::exists(path));
    writer.finish();
    EXPECT_EQ(read(path), first(70000));
}

TEST_F(Checkpoint, isPutIntoPlaceWhereMoreCannotBeWritten) {
    auto ignored = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit small{250000, before.rlim_max};
    SoundWriter writer(path, format());
    EXPECT_THROW(SoundWriter(folder.path("other.wav"), format()).finishAtCheckpoint(), Error);
    setrlimit(RLIMIT_FSIZE, &small);
    writer.write(sound.data(), 50000);
    writer.checkpoint();
    EXPECT_THROW(
        {
            writer.write(sound.data() + 50000, 40000);
            writer.checkpoint();
        },
        Error);
    writer.finishAtCheckpoint();
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, ignored);
    EXPECT_EQ(read(path), first(50000));
    EXPECT_EQ(partial(), "");
}

TEST_F(Checkpoint, leavesTheFileThatOneWithoutItWouldBe) {
    std::string other = folder.path("other.wav");
    for (const std::string& file : {path, other}) {
        SoundWriter writer(file, format());
        writer.write(sound.data(), 50000);
        if (file == path) writer.checkpoint();
        writer.write(sound.data() + 50000, 20000);
        writer.finish();
    }
    auto bytes = [](const std::string& file) {
        std::ifstream stream(file, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    EXPECT_EQ(bytes(path), bytes(other));
}

TEST_F(Checkpoint, broadcastNotesAreReadBack) {
    SoundWriter writer(path, format());
    writer.write(sound.data(), 10);
    writer.finish();
    auto note = broadcastNote(path);
    ASSERT_TRUE(note);
    EXPECT_EQ(note->timeReference, (int64_t(3) << 32) + 5);
    EXPECT_EQ(note->description, "somewhere");
    EXPECT_FALSE(broadcastNote(folder.noise("plain.wav", 10)));
    EXPECT_FALSE(broadcastNote(folder.path("missing.wav")));
}

}
}
