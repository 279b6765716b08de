// A disk that is really full while a mix is recorded, and when what was moved is written down.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_client.h"
#include "tests/framework/device/live_command.h"
#include <sys/mount.h>

namespace stemwright::test {
namespace {

/// A folder "disk" with room for some 70,000 frames of two channels.
struct FullDisk : LiveCommand {
    FullDisk() {
        fs::create_directory(folder / "disk");
        mounted = mount("tmpfs", (folder / "disk").c_str(), "tmpfs", 0, "size=600k") == 0;
        write("mix.yaml",
              "stemwright: 1\nsession: {length: 20 s}\ntracks: {hiss: {source: {noise: {}}, pan: 0.3}}\n");
    }
    ~FullDisk() override {
        if (mounted) umount2((folder / "disk").c_str(), MNT_DETACH);
    }

    void fill() const {
        std::ofstream file(folder / "disk/filler");
        while (file << std::string(1024, '-') << std::flush) {}
    }
    // Where the session said that it listens.
    uint16_t port() const {
        EXPECT_TRUE(hasTold("OSC at 127.0.0.1:"));
        std::string err = contents(folder / ".err"), before = "OSC at 127.0.0.1:";
        return uint16_t(std::stoi(err.substr(err.find(before) + before.size())));
    }

    bool mounted;
};

#define NEEDS_A_DISK                                                                                         \
    if (!mounted) GTEST_SKIP() << "only root may mount a disk that is small enough to be filled"

TEST_F(FullDisk, EndsWhatIsWrittenThereAndNotTheSound) {
    NEEDS_A_DISK;
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 20 * 48000);
    NEEDS(server, recorder);
    auto expected = rendered("mix.yaml");
    pid_t player = play(server, {"mix.yaml", "--osc", "0", "--record", "disk/take.wav", "--record",
                                 "elsewhere.wav", "--capture", "disk/ride.yaml"});
    EXPECT_TRUE(hasTold("disk/take.wav: disk full: recorded up to "));
    fill(); // what the take gave back
    size_t told = recorder.frames();
    OscClient("127.0.0.1", port(), "").ask({{"/hiss/gain", {-6.f}}});
    EXPECT_TRUE(waitFor([&] { return recorder.frames() > told + 24000; }, 20)) << "the sound goes on";
    kill(player, SIGINT);
    Ran ran = finish(player);
    EXPECT_EQ(ran.status, 4);
    EXPECT_EQ(difference(recorder.heard(), expected, told), "");
    EXPECT_NE(ran.err.find("the sound goes on"), std::string::npos) << ran.err;

    std::vector<float> take = samplesOf(folder / "disk/take.wav"), whole = samplesOf(folder / "out.wav");
    ASSERT_GT(take.size(), 48000u);
    ASSERT_LT(take.size(), 160000u);
    EXPECT_NE(ran.err.find("up to " + std::to_string(take.size() / 2) + " frames"), std::string::npos);
    EXPECT_TRUE(std::equal(take.begin(), take.end(), whole.begin()));
    EXPECT_GT(samplesOf(folder / "elsewhere.wav").size(), take.size()) << "another disk has room";

    EXPECT_NE(ran.err.find("disk/ride.yaml: disk full"), std::string::npos) << ran.err;
    EXPECT_NE(ran.out.find("extends: ../mix.yaml\n"), std::string::npos) << "a ride is not lost: " << ran.out;
    EXPECT_NE(ran.out.find("-6 dB"), std::string::npos) << ran.out;
    EXPECT_EQ(files(), (std::set<std::string>{"disk", "disk/filler", "disk/take.wav", "elsewhere.wav",
                                              "mix.yaml", "out.wav"}));
}

TEST_F(FullDisk, ThatWasFullBeforeKeepsTheOlderTake) {
    NEEDS_A_DISK;
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 200000);
    NEEDS(server, recorder);
    write("disk/take.wav", "what was recorded yesterday");
    fill();
    Ran ran = finish(play(server, {"mix.yaml", "--record", "disk/take.wav", "--duration", "2 s"}));
    EXPECT_EQ(ran.status, 4);
    EXPECT_NE(ran.err.find("disk/take.wav: disk full: nothing is recorded; the sound goes on"),
              std::string::npos)
        << ran.err;
    EXPECT_GE(recorder.frames(), 95000u);
    EXPECT_EQ(contents(folder / "disk/take.wav"), "what was recorded yesterday");
    EXPECT_EQ(files(), (std::set<std::string>{"disk", "disk/filler", "disk/take.wav", "mix.yaml"}));
}

}
}
