// What writing promises where the disk, or the format, is too small.
// SPDX-License-Identifier: MIT
#include "tests/framework/audio/sound_material.h"
#include <csignal>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

namespace stemwright {

using Depth = SoundFormat::Depth;

// What `action` prints in a child process, which may change limits and mounts that the test itself must keep.
template <class Action> static std::string inChild(Action action) {
    int ends[2];
    if (pipe(ends) != 0) return "no pipe";
    pid_t child = fork();
    if (child == 0) {
        std::string text = action();
        [[maybe_unused]] ssize_t written = write(ends[1], text.data(), text.size());
        _exit(0);
    }
    close(ends[1]);
    std::string text(4096, '\0');
    ssize_t got = 0;
    for (ssize_t more; (more = read(ends[0], text.data() + got, text.size() - size_t(got))) > 0;) got += more;
    close(ends[0]);
    waitpid(child, nullptr, 0);
    text.resize(size_t(got));
    return text;
}

static std::string writeTooMuch(const std::string& path, int64_t frames) {
    return messageOf([&] { writeSound(path, {.depth = Depth::int24}, noise(2, frames)); });
}

TEST(SoundWriter, AFileLimitIsAnErrorAndLeavesTheOldFileWhole) {
    TemporaryFolder folder;
    for (const char* name : {"a.wav", "a.flac", "a.aiff", "a.ogg"}) {
        std::string path = folder.path(name);
        writeBytes(path, "the old file");
        std::string text = inChild([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            rlimit limit{65536, 65536};
            setrlimit(RLIMIT_FSIZE, &limit);
            return writeTooMuch(path, 200000);
        });
        EXPECT_EQ(text, path + ": the file grew beyond what is allowed here; raise the limit on file sizes "
                               "or write to another disk");
        EXPECT_EQ(bytesOf(path), "the old file");
    }
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"a.aiff", "a.flac", "a.ogg", "a.wav"}));
}

// Whether this process may now mount what no other sees: as root, or as the root of a namespace of users.
static bool ownMounts() {
    if (unshare(CLONE_NEWNS) == 0) return true;
    std::string user = std::to_string(geteuid()), group = std::to_string(getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    writeBytes("/proc/self/setgroups", "deny");
    writeBytes("/proc/self/uid_map", "0 " + user + " 1");
    writeBytes("/proc/self/gid_map", "0 " + group + " 1");
    return geteuid() == 0;
}

TEST(SoundWriter, AFullDiskIsAnErrorAndLeavesTheOldFileWhole) {
    TemporaryFolder folder;
    for (const char* name : {"a.wav", "a.flac", "a.aiff", "a.ogg"}) {
        std::string path = folder.path(name);
        std::string text = inChild([&]() -> std::string {
            bool mounted = ownMounts() && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                           mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=64k") == 0;
            if (!mounted) return "no small disk";
            writeBytes(path, "the old file");
            std::string message = writeTooMuch(path, 200000);
            return message + (bytesOf(path) == "the old file" && folder.names().size() == 1
                                  ? ""
                                  : ", and the old file is lost");
        });
        if (text == "no small disk") GTEST_SKIP() << "this system lets us mount no small disk";
        EXPECT_EQ(text, path + ": disk full; free some space or write to another disk");
    }
}

TEST(SoundWriter, WavOutgrowsFourGigabytesAsRf64) {
    if (!std::getenv("STEMWRIGHT_LONG_TESTS"))
        GTEST_SKIP() << "writes 4.3 GB; set STEMWRIGHT_LONG_TESTS to run it";
    TemporaryFolder folder;
    std::string path = folder.path("a.wav");
    Samples second = noise(2, 192000);
    int64_t seconds = 4300000000 / (192000 * 8), frames = seconds * 192000;
    SoundWriter writer(path, {.depth = Depth::float32, .rate = 192000});
    for (int64_t i = 0; i < seconds; ++i) writer.write(second.data(), 192000);
    writer.finish();
    EXPECT_EQ(inspect(path).format, "rf64 float32");
    SoundReader reader(path, 192000);
    ASSERT_EQ(reader.frames(), frames);
    reader.seek(frames - 192000);
    EXPECT_EQ(readOn(reader), second);
}

}
