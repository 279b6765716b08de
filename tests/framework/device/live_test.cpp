// The command on a real sound server: what it plays is what it renders, to the bit; edits, ends and mistakes.
// SPDX-License-Identifier: MIT
#include "tests/framework/device/live_command.h"
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace stemwright::test {

struct Live : LiveCommand {
    Live() {
        writeTone("low.wav", 60000, 1);
        writeTone("high.flac.wav", 24000, 3, 2);
        write("mix.yaml", mixWith("-3 dB"));
    }

    static std::string mixWith(const std::string& gain) {
        return R"(stemwright: 1
session: {rate: 48000 Hz, length: 60000 samples}
tracks:
  low: {source: low.wav, gain: )" +
               gain + R"(, pan: -0.5}
  high:
    source: high.flac.wav
    chain: [{compressor: {threshold: -30 dB, ratio: 4, lookahead: 2 ms, sidechain: low}}]
    to: bus
buses:
  bus: {chain: [{reverb: {}}], gain: -1 dB}
)";
    }

    // From the beginning to the end on a server that "freewheels", against the render.
    void playWhole(const std::string& mix, const std::string& threads = "1") const {
        auto expected = rendered(mix);
        JackServer server(48000, 256);
        JackRecorder recorder(server, "recorder", 60 * 48000);
        NEEDS(server, recorder);
        pid_t player = play(server, {mix, "--threads", threads});
        EXPECT_TRUE(waitFor([&] { return recorder.frames() > 0; }, 60));
        recorder.freewheel(true);
        Ran ran = finish(player);
        recorder.freewheel(false);
        EXPECT_EQ(ran.status, 0) << ran.err;
        EXPECT_NE(ran.out.find(" 0 late reads"), std::string::npos) << ran.out;
        EXPECT_GT(expected[0].size(), 2000000u);
        EXPECT_EQ(difference(recorder.heard(), expected, expected[0].size()), "");
    }
};

// Mixes of graphs/songs, over recorded tracks that are not shipped.
struct Songs : Live {
    static constexpr const char* mauiwowi = SOURCE_DIR "/graphs/songs/mauiwowi.yaml";
};
#define NEEDS_STEMS                                                                                          \
    if (!fs::exists(SOURCE_DIR "/../shared/stems"))                                                          \
    GTEST_SKIP() << "their sound is not here: ../shared/stems beside the repository"

TEST_F(Live, PlaysTheBitsOfTheRenderInBlocksOfEverySize) {
    auto expected = rendered("mix.yaml");
    for (int period : {64, 128, 256, 480}) {
        JackServer server(48000, period);
        JackRecorder recorder(server, "recorder", 200000);
        NEEDS(server, recorder);
        Ran ran = finish(play(server, {"mix.yaml"}));
        EXPECT_EQ(ran.status, 0) << ran.err;
        EXPECT_NE(ran.out.find("blocks of " + std::to_string(period)), std::string::npos) << ran.out;
        EXPECT_NE(ran.out.find(" 0 late reads"), std::string::npos) << ran.out;
        EXPECT_EQ(difference(recorder.heard(), expected, expected[0].size()), "") << period;
    }
}

TEST_F(Live, PlaysTheBitsOfTheRenderInSeveralThreads) {
    auto expected = rendered("mix.yaml");
    for (const char* threads : {"2", "3"})
        for (int period : {128, 480}) {
            JackServer server(48000, period);
            JackRecorder recorder(server, "recorder", 200000);
            NEEDS(server, recorder);
            Ran ran = finish(play(server, {"mix.yaml", "--threads", threads}));
            EXPECT_EQ(ran.status, 0) << ran.err;
            EXPECT_EQ(ran.err.find("one plays alone"), std::string::npos) << ran.err;
            EXPECT_NE(ran.out.find(" 0 late reads"), std::string::npos) << ran.out;
            EXPECT_EQ(difference(recorder.heard(), expected, expected[0].size()), "") << period;
        }
}

TEST_F(Live, PlaysTheWholeDemoSongAsFastAsTheServerAsks) { playWhole(SOURCE_DIR "/graphs/demo/mix.yaml"); }

TEST_F(Live, PlaysTheWholeDemoSongAsFastAsTheServerAsksInTwoThreads) {
    playWhole(SOURCE_DIR "/graphs/demo/mix.yaml", "2");
}

TEST_F(Songs, ArePlayedAsTheyAreRenderedInBlocksOfEverySize) {
    NEEDS_STEMS;
    auto expected = rendered(mauiwowi, {"--to", "4 s"});
    EXPECT_GT(expected[0].size(), 150000u);
    for (int period : {64, 128, 256, 480}) {
        JackServer server(48000, period);
        JackRecorder recorder(server, "recorder", 300000);
        NEEDS(server, recorder);
        Ran ran = finish(play(server, {mauiwowi, "--duration", "5 s"}));
        EXPECT_EQ(ran.status, 0) << ran.err;
        EXPECT_NE(ran.out.find("blocks of " + std::to_string(period)), std::string::npos) << ran.out;
        EXPECT_NE(ran.out.find(" 0 late reads"), std::string::npos) << ran.out;
        EXPECT_EQ(difference(recorder.heard(), expected, expected[0].size()), "") << period;
    }
}

TEST_F(Songs, ArePlayedWholeAsFastAsTheServerAsks) {
    NEEDS_STEMS;
    playWhole(mauiwowi);
    playWhole(SOURCE_DIR "/graphs/songs/axe_from_the_80s.yaml");
}

TEST_F(Live, AnEditThatChangesNothingIsNotHeard) {
    auto expected = rendered("mix.yaml");
    for (const char* threads : {"1", "2"}) {
        JackServer server(48000, 128);
        JackRecorder recorder(server, "recorder", 200000);
        NEEDS(server, recorder);
        pid_t player = play(server, {"mix.yaml", "--threads", threads});
        for (int edit = 1; edit <= 3; ++edit) {
            EXPECT_TRUE(waitFor([&] { return recorder.frames() > size_t(edit) * 10000; }, 20));
            write("mix.yaml", mixWith("-3 dB") + "# " + threads + std::to_string(edit) + "\n");
        }
        Ran ran = finish(player);
        EXPECT_EQ(ran.status, 0) << ran.err;
        EXPECT_NE(ran.out.find(" 3 edits taken over"), std::string::npos) << ran.out << ran.err;
        EXPECT_EQ(difference(recorder.heard(), expected, expected[0].size()), "") << threads;
    }
}

TEST_F(Live, AnEditIsHeardAndAMistakeIsToldAndNotHeard) {
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 400000);
    NEEDS(server, recorder);
    std::string gain =
        "session: {length: 100000 samples}\nstemwright: 1\ntracks: {low: {source: low.wav, gain: ";
    write("part.yaml", "stemwright: 1\nextends: base.yaml\n");
    write("base.yaml", gain + "0 dB}}\n");
    auto loud = rendered("base.yaml");
    write("quiet.yaml", gain + "-12 dB}}\n");
    auto quiet = rendered("quiet.yaml");
    pid_t player = play(server, {"part.yaml"});
    EXPECT_TRUE(waitFor([&] { return recorder.frames() > 5000; }, 20));
    write("base.yaml", gain + "loud}}\n"); // the file that it extends is watched too
    EXPECT_TRUE(waitFor(
        [&] { return contents(folder / ".err").find("plays on as it was") != std::string::npos; }, 20));
    size_t told = recorder.frames();
    write("base.yaml", gain + "-12 dB}}\n");
    Ran ran = finish(player);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.err.find("base.yaml:3:"), std::string::npos) << ran.err;
    EXPECT_NE(ran.out.find(" 1 edit taken over, 1 refused"), std::string::npos) << ran.out;
    auto heard = recorder.heard();
    EXPECT_EQ(difference(heard, loud, told), "");
    ASSERT_GE(heard[0].size(), 59000u);
    EXPECT_EQ(heard[0][58500], quiet[0][58500]);
}

TEST_F(Live, AnEditThatCannotBePlayedIsUndoneByItself) {
    std::string start = "stemwright: 1\nsession: {length: 60000 samples}\ntracks: {low: {source: low.wav}}\n",
                rooms = start;
    std::string explosion = start.substr(0, start.size() - 3) + ", chain: [";
    for (int i = 0; i < 40; ++i)
        explosion += (i ? ", {id: g" : "{id: g") + std::to_string(i) + ", gain: {gain: 24 dB}}";
    explosion += "]}}\n";
    rooms += "nodes:\n";
    for (int i = 0; i < 2000; ++i) rooms += "  r" + std::to_string(i) + ": {reverb: {}}\n";
    rooms += "wires:\n";
    for (int i = 0; i < 2000; ++i)
        rooms += "  low -> r" + std::to_string(i) + ": {}\n  r" + std::to_string(i) +
                 " -> master: {level: -80 dB}\n";
    for (const auto& [edit, message] :
         {std::pair{explosion, "not finite"}, {rooms, "% of the time that there is"}}) {
        JackServer server(48000, 256);
        JackRecorder recorder(server, "recorder", 120 * 48000);
        NEEDS(server, recorder);
        write("mix.yaml", start);
        pid_t player = play(server, {"mix.yaml", "--loop"});
        EXPECT_TRUE(waitFor([&] { return recorder.frames() > 5000; }, 20));
        write("mix.yaml", edit);
        EXPECT_TRUE(waitFor(
            [&] { return contents(folder / ".err").find("plays as it was before") != std::string::npos; },
            60));
        size_t told = recorder.frames();
        EXPECT_TRUE(waitFor([&] { return recorder.frames() > told + 48000; }, 60));
        auto heard = recorder.heard();
        kill(player, SIGINT);
        Ran ran = finish(player);
        EXPECT_EQ(ran.status, 0) << ran.err;
        EXPECT_NE(ran.err.find(message), std::string::npos) << ran.err;
        EXPECT_NE(ran.out.find("1 refused"), std::string::npos) << ran.out;
        float last = 0;
        for (size_t i = told + 24000; i < told + 48000; ++i) last = std::max(last, std::abs(heard[0][i]));
        EXPECT_GT(last, 0.01f) << "the mix before is heard again";
    }
}

TEST_F(Live, CtrlCEndsItCleanly) {
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 400000);
    NEEDS(server, recorder);
    pid_t player = play(server, {"mix.yaml", "--loop"});
    EXPECT_TRUE(waitFor([&] { return recorder.frames() > 70000; }, 30)); // the second time over
    kill(player, SIGINT);
    Ran ran = finish(player);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.out.find("played 0:0"), std::string::npos) << ran.out;
}

TEST_F(Live, SaysWhatToDoWhereRealTimePriorityIsRefused) {
    JackServer server(48000, 256, JackServer::Scheduling::usual);
    JackRecorder recorder(server, "recorder", 200000);
    NEEDS(server, recorder);
    Ran ran = run({"live", "mix.yaml", "--api", "jack", "--device", "recorder", "--duration", "0.5 s"}, [&] {
        server.introduce();
        rlimit none{0, 0};
        setrlimit(RLIMIT_RTPRIO, &none);
        prctl(PR_CAPBSET_DROP, CAP_SYS_NICE); // of root
    });
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.err.find("refuses real-time priority"), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find("rtprio 80"), std::string::npos) << ran.err;
}

TEST_F(Live, NamesTheDevicesThatThereAre) {
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 1000);
    NEEDS(server, recorder);
    Ran ran = run({"live", "--devices", "--api", "jack"}, [&] { server.introduce(); });
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.out.find("recorder, 2 outputs, 2 inputs, 48000 Hz"), std::string::npos) << ran.out;
    ran = run({"live", "mix.yaml", "--api", "jack", "--device", "recrder"}, [&] { server.introduce(); });
    EXPECT_NE(ran.status, 0);
    EXPECT_NE(ran.err.find("did you mean \"recorder\"?"), std::string::npos) << ran.err;
    ran = run({"live", "mix.yaml", "--api", "jack", "--rate", "44100"}, [&] { server.introduce(); });
    EXPECT_NE(ran.status, 0);
    EXPECT_NE(ran.err.find("does not run at 44100 Hz"), std::string::npos) << ran.err;
}

TEST_F(Live, MistakesOnTheCommandLineAreAnswered) {
    EXPECT_EQ(run({"live"}).status, 2);
    Ran ran = run({"live", "mix.yaml", "--api", "jakc"});
    EXPECT_NE(ran.err.find("did you mean \"jack\"?"), std::string::npos) << ran.err;
    ran = run({"live", "mix.yaml", "--output", "mxi"});
    EXPECT_EQ(ran.status, 2);
    EXPECT_NE(ran.err.find("did you mean"), std::string::npos) << ran.err;
    ran = run({"live", "mix.yaml", "--from", "3:00"});
    EXPECT_EQ(ran.status, 2);
    EXPECT_NE(ran.err.find("after the end of the mix"), std::string::npos) << ran.err;
    ran = run({"live", "mix.yaml", "--record", "low.wav"});
    EXPECT_EQ(ran.status, 2);
    EXPECT_NE(ran.err.find("low.wav: is read by low.source"), std::string::npos) << ran.err;
}

}
