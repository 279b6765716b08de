// The sound server goes while a mix is played, and comes back: nothing hangs, and nothing is lost.
// SPDX-License-Identifier: MIT
#include "tests/framework/device/live_command.h"

namespace stemwright::test {

struct LostDevice : LiveCommand {
    LostDevice() {
        writeTone("low.wav", 60000, 1);
        write("mix.yaml", R"(stemwright: 1
session: {rate: 48000 Hz, length: 60000 samples}
tracks: {low: {source: low.wav, pan: -0.5, chain: [{reverb: {}}]}}
)");
    }
};

// What was recorded is what was played, and that goes on where it stopped.
TEST_F(LostDevice, IsWaitedForAndPlayedOnWhereItStopped) {
    Ran offline = run({"render", "mix.yaml", "-o", "out.wav", "--depth", "float", "-q"});
    ASSERT_EQ(offline.status, 0) << offline.err;
    JackServer server(48000, 256);
    pid_t player;
    {
        JackRecorder recorder(server, "recorder", 400000);
        NEEDS(server, recorder);
        player = play(server, {"mix.yaml", "--record", "take.wav"});
        EXPECT_TRUE(waitFor([&] { return recorder.frames() > 5000; }, 30));
        server.end();
    }
    EXPECT_TRUE(hasTold("recorder: the device is gone"));
    server.restart();
    JackRecorder recorder(server, "recorder", 400000);
    NEEDS(server, recorder);
    EXPECT_TRUE(hasTold("recorder: the device is there again"));
    Ran ran = finish(player);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_GT(recorder.frames(), 1000u);
    EXPECT_EQ(samplesOf(folder / "take.wav"), samplesOf(folder / "out.wav"));
}

TEST_F(LostDevice, LetsThePlayerEnd) {
    JackServer server(48000, 256);
    pid_t player;
    {
        JackRecorder recorder(server, "recorder", 400000);
        NEEDS(server, recorder);
        player = play(server, {"mix.yaml", "--loop"});
        EXPECT_TRUE(waitFor([&] { return recorder.frames() > 1000; }, 30));
        server.end();
    }
    EXPECT_TRUE(hasTold("recorder: the device is gone"));
    kill(player, SIGINT);
    Ran ran = finish(player);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.err.find("JackClient"), ran.err.npos) << ran.err; // what its library says stays away
}

TEST_F(LostDevice, LetsThePlayerEndInTheMomentInWhichItGoes) {
    for (int milliseconds : {0, 1, 2, 4, 8, 16, 32}) {
        JackServer server(48000, 256);
        JackRecorder recorder(server, "recorder", 400000);
        NEEDS(server, recorder);
        pid_t player = play(server, {"mix.yaml", "--loop"});
        EXPECT_TRUE(waitFor([&] { return recorder.frames() > 1000; }, 30));
        std::thread going([&] { server.end(); });
        std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
        kill(player, SIGINT);
        Ran ran = finish(player);
        going.join();
        EXPECT_EQ(ran.status, 0) << milliseconds << ": " << ran.err;
    }
}

}
