// Inputs of a device, on a real sound server: in the mix, past it, and in files.
// SPDX-License-Identifier: MIT
#include "tests/framework/device/live_command.h"
#include <sys/resource.h>

namespace stemwright::test {

using Sends = JackRecorder::Sends;

struct LiveInput : LiveCommand {
    LiveInput() {
        writeTone("low.wav", 60000, 1);
        write("mix.yaml", R"(stemwright: 1
session: {rate: 48000 Hz, length: 60000 samples}
tracks:
  low: {source: low.wav, pan: -0.5}
  vox:
    source: {input: 2}
    chain: [{compressor: {threshold: -30 dB, ratio: 4, lookahead: 2.3 ms, sidechain: low}}]
    sends: {room: -6 dB}
  pair: {source: {input: {channels: [2, 1]}}, gain: -6 dB}
buses:
  room: {chain: [{reverb: {}}]}
)");
    }

    static std::vector<float> channel(const std::vector<float>& interleaved, size_t channel) {
        std::vector<float> samples;
        for (size_t i = channel; i < interleaved.size(); i += 2) samples.push_back(interleaved[i]);
        return samples;
    }
};

TEST_F(LiveInput, IsHeardAgainBitForBitInARenderOfItsRecording) {
    for (int period : {64, 256, 480}) {
        JackServer server(48000, period);
        JackRecorder recorder(server, "recorder", 200000, Sends::noise);
        NEEDS(server, recorder);
        Ran ran = finish(play(server, {"mix.yaml", "--record", "raw.wav=inputs"}));
        ASSERT_EQ(ran.status, 0) << ran.err;
        EXPECT_NE(ran.out.find(" of raw.wav"), std::string::npos) << ran.out;
        std::vector<float> raw = samplesOf(folder / "raw.wav");
        ASSERT_EQ(raw.size(), 120000u);
        // The recording is what was sent, once that had begun to arrive.
        int64_t sent = 0;
        while (sent < 20'000'000 && noiseAt(sent, 0) != raw[60000]) ++sent;
        for (size_t i = 60000; i < raw.size(); ++i)
            ASSERT_EQ(raw[i], noiseAt(sent + int64_t(i / 2) - 30000, int(i % 2))) << i << ", " << period;
        auto expected = rendered("mix.yaml", {"--inputs", "raw.wav"});
        EXPECT_EQ(difference(recorder.heard(), expected, expected[0].size()), "") << period;
        EXPECT_NE(rendered("mix.yaml"), expected);
    }
}

TEST_F(LiveInput, IsHeardAtOnceWhereItIsMonitored) {
    write("mono.yaml", R"(stemwright: 1
session: {length: 20000 samples, layout: mono}
tracks: {low: {source: low.wav, chain: [{compressor: {lookahead: 10 ms}}]}}
)");
    for (int period : {128, 480}) {
        JackServer server(48000, period);
        JackRecorder recorder(server, "recorder", 200000, Sends::noise);
        NEEDS(server, recorder);
        Ran ran = finish(play(server, {"mono.yaml", "--output", "mix:1", "--monitor", "1:2"}));
        ASSERT_EQ(ran.status, 0) << ran.err;
        auto heard = recorder.heard();
        ASSERT_GT(heard[1].size(), 18000u);
        size_t begin = 0; // monitors begin when the server has connected them
        while (begin < heard[1].size() && heard[1][begin] == 0) ++begin;
        ASSERT_LT(begin, 5000u);
        for (size_t i = begin; i < 18000; ++i)
            ASSERT_EQ(heard[1][i], noiseAt(recorder.first() + int64_t(i) - 2 * period, 0)) << i;
    }
}

TEST_F(LiveInput, IsPlacedEarlierInItsRecordingByWhatIsSaid) {
    write("plain.yaml", "stemwright: 1\nsession: {length: 60000 samples}\n"
                        "tracks: {low: {source: low.wav}, vox: {source: {input: [1, 2]}}}\n");
    JackServer server(48000, 128);
    JackRecorder recorder(server, "recorder", 200000, Sends::noise);
    NEEDS(server, recorder);
    Ran ran =
        finish(play(server, {"plain.yaml", "--record", "raw.wav=inputs", "--compensate", "1000 samples"}));
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(samplesOf(folder / "raw.wav").size(), 118000u);
    auto expected = rendered("plain.yaml", {"--inputs", "raw.wav"}), heard = recorder.heard();
    ASSERT_GT(heard[0].size(), 59000u);
    for (size_t c = 0; c < 2; ++c) // what arrived before the file begins is not in it
        for (size_t i = 1000; i < 59000; ++i) ASSERT_EQ(heard[c][i], expected[c][i]) << i;
}

TEST_F(LiveInput, RecordsAnyAddressAsARenderGivesIt) {
    write("parts.yaml", R"(stemwright: 1
session: {length: 60000 samples}
tracks:
  low: {source: low.wav, chain: [{compressor: {lookahead: 5 ms}}], gain: -3 dB}
outputs: {mix: {from: master}, dry: {from: low.in}, part: {from: low.compressor}}
)");
    JackServer server(48000, 480);
    JackRecorder recorder(server, "recorder", 200000);
    NEEDS(server, recorder);
    Ran ran = finish(play(server, {"parts.yaml", "--record", "a.wav", "--record", "b.wav=low.in", "--record",
                                   "c.wav=low.compressor", "--record", "d.wav=dry"}));
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(run({"render", "parts.yaml", "-o", "parts/", "--depth", "float", "-q"}).status, 0);
    auto same = [&](const char* take, const char* part) {
        EXPECT_EQ(samplesOf(folder / take), samplesOf(folder / "parts" / part)) << take;
    };
    same("a.wav", "mix.wav"), same("b.wav", "dry.wav"), same("c.wav", "part.wav"), same("d.wav", "dry.wav");
    auto expected = rendered("parts.yaml");
    EXPECT_EQ(difference(recorder.heard(), expected, expected[0].size()), "");
}

TEST_F(LiveInput, OutputsGoToTheChannelsThatAreNamed) {
    write("two.yaml", R"(stemwright: 1
session: {length: 30000 samples}
tracks: {low: {source: low.wav, pan: 0.3}}
outputs: {mix: {from: master}, cue: {from: low.in}}
)");
    auto expected = rendered("two.yaml");
    std::swap(expected[0], expected[1]);
    for (const char* routes : {"mix:2,1", "cue:1,2"}) { // the cue has one channel, heard on both
        JackServer server(48000, 256);
        JackRecorder recorder(server, "recorder", 200000);
        NEEDS(server, recorder);
        Ran ran = finish(play(server, {"two.yaml", "--output", routes}));
        ASSERT_EQ(ran.status, 0) << ran.err;
        auto heard = recorder.heard();
        if (routes[0] == 'm') {
            EXPECT_EQ(difference(heard, expected, expected[0].size()), "");
            continue;
        }
        EXPECT_GT(heard[0].size(), 29000u);
        EXPECT_EQ(heard[0], heard[1]);
    }
}

TEST_F(LiveInput, AnEditThatTakesAwayWhatIsRecordedIsRefused) {
    auto mixOf = [](const std::string& name) {
        return "stemwright: 1\nsession: {length: 90000 samples}\ntracks: {" + name + ": {source: low.wav}}\n";
    };
    write("edited.yaml", mixOf("vox"));
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 200000);
    NEEDS(server, recorder);
    pid_t player = play(server, {"edited.yaml", "--record", "vox.wav=vox"});
    EXPECT_TRUE(waitFor([&] { return recorder.frames() > 5000; }, 20));
    write("edited.yaml", mixOf("voice"));
    EXPECT_TRUE(hasTold("--record: \"vox\" is no output of anything"));
    Ran ran = finish(player);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.err.find("plays on as it was"), std::string::npos) << ran.err;
    write("edited.yaml", mixOf("vox") + "outputs: {mix: {from: master}, vox: {from: vox}}\n");
    EXPECT_EQ(run({"render", "edited.yaml", "-o", "parts/", "--depth", "float", "-q"}).status, 0);
    EXPECT_EQ(samplesOf(folder / "vox.wav"), samplesOf(folder / "parts/vox.wav"));
}

TEST_F(LiveInput, AFullDiskEndsTheRecordingAndNotTheSound) {
    write("long.yaml", "stemwright: 1\nsession: {length: 2 s}\ntracks: {low: {source: {noise: {}}}}\n");
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 200000);
    NEEDS(server, recorder);
    Ran ran =
        run({"live", "long.yaml", "--api", "jack", "--device", "recorder", "--record", "take.wav"}, [&] {
            server.introduce();
            rlimit limit{500000, 500000};
            setrlimit(RLIMIT_FSIZE, &limit);
        });
    EXPECT_EQ(ran.status, 4);
    EXPECT_NE(ran.err.find("take.wav: the file grew beyond what is allowed here: recorded up to "),
              std::string::npos)
        << ran.err;
    EXPECT_NE(ran.err.find("the sound goes on"), std::string::npos) << ran.err;
    auto expected = rendered("long.yaml");
    EXPECT_EQ(difference(recorder.heard(), expected, expected[0].size()), "");
    std::vector<float> take = samplesOf(folder / "take.wav"), whole = samplesOf(folder / "out.wav");
    ASSERT_GT(take.size(), 24000u);
    ASSERT_LT(take.size(), 125000u);
    EXPECT_NE(ran.err.find(std::to_string(take.size() / 2) + " frames"), std::string::npos) << ran.err;
    whole.resize(take.size());
    EXPECT_EQ(take, whole);
    EXPECT_EQ(files(), (std::set<std::string>{"long.yaml", "low.wav", "mix.yaml", "out.wav", "take.wav"}));
}

TEST_F(LiveInput, WhatWasRecordedOutlivesAKilledProgram) {
    write("long.yaml", "stemwright: 1\nsession: {length: 20 s}\ntracks: {low: {source: {noise: {}}}}\n");
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 200000);
    NEEDS(server, recorder);
    pid_t player = play(server, {"long.yaml", "--record", "take.wav"});
    EXPECT_TRUE(waitFor([&] { return recorder.frames() > 100000; }, 30));
    kill(player, SIGKILL);
    finish(player);
    std::string left;
    for (const std::string& name : files())
        if (name.starts_with(".take.wav.partial-")) left = name;
    std::vector<float> take = samplesOf(folder / left);
    ASSERT_GT(take.size(), 48000u);
    auto whole = rendered("long.yaml", {"--to", "5 s"});
    for (size_t i = 0; i < take.size(); ++i) ASSERT_EQ(take[i], whole[i % 2][i / 2]) << i;
}

TEST_F(LiveInput, MistakesAreTold) {
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 1000);
    NEEDS(server, recorder);
    auto told = [&](std::vector<std::string> words, const std::string& text) {
        Ran ran = finish(play(server, std::move(words)));
        EXPECT_NE(ran.status, 0) << text;
        EXPECT_NE(ran.err.find(text), std::string::npos) << ran.err;
    };
    write("five.yaml", "stemwright: 1\nsession: {length: 1 s}\ntracks: {vox: {source: {input: 5}}}\n");
    told({"five.yaml"}, "recorder: this device has 2 inputs, and input 5 is to be heard");
    told({"mix.yaml", "--output", "mix:1,3"}, "this device has 2 outputs, and channel 3 is to be played");
    told({"mix.yaml", "--output", "mix:1"},
         "--output: \"mix\" has 2 channels, and 1 of the device are named");
    told({"mix.yaml", "--monitor", "1"}, "--monitor: input 1 is to be heard nowhere");
    told({"mix.yaml", "--monitor", "x:1"}, "--monitor: \"x\" is no channel of a device");
    told({"mix.yaml", "--record", "a.wav=voxx"}, "did you mean \"vox\"?");
    told({"mix.yaml", "--record", "a.mp3=vox"}, "--record: \"a.mp3\" is no WAV file");
    told({"mix.yaml", "--record", "a.wav=vox", "--record", "a.wav"}, "is recorded twice");
    told({"mix.yaml", "--record", "missing/a.wav"},
         "missing/a.wav: the directory \"missing\" does not exist");
}

}
