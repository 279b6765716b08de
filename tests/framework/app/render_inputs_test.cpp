// Where a mix hears a device, a render hears a file, or silence.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"

namespace stemwright::test {

struct RenderInputs : CommandLine {
    RenderInputs() {
        writeTone("raw.wav", 20000, 3, 2);
        write("live.yaml", mixOf("{input: 2}", "{input: {channels: [2, 1]}}"));
        write("files.yaml", mixOf("{file: raw.wav, channels: [2]}", "{file: raw.wav, channels: [2, 1]}"));
    }

    static std::string mixOf(const std::string& one, const std::string& two) {
        return "stemwright: 1\nsession: {length: 20000 samples}\ntracks:\n  a: {source: " + one +
               ", chain: [{compressor: {threshold: -30 dB}}]}\n  b: {source: " + two + "}\n";
    }

    std::vector<float> rendered(std::vector<std::string> words) const {
        words.insert(words.begin(), "render");
        for (const char* word : {"-o", "out.wav", "--depth", "float", "-q"}) words.push_back(word);
        Ran ran = run(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        return samplesOf(folder / "out.wav");
    }
};

TEST_F(RenderInputs, AreSilentWithAWarning) {
    for (float sample : rendered({"live.yaml"})) ASSERT_EQ(sample, 0);
    Ran ran = run({"render", "live.yaml", "-o", "out.wav"});
    EXPECT_NE(ran.err.find("live.yaml:4:16: inputs of a device are silent in a render; let them hear a "
                           "recording: --inputs FILE"),
              std::string::npos)
        << ran.err;
}

TEST_F(RenderInputs, HearAFileAsATrackWouldPlayIt) {
    std::vector<float> expected = rendered({"files.yaml"});
    EXPECT_EQ(rendered({"live.yaml", "--inputs", "raw.wav"}), expected);
    EXPECT_EQ(rendered({"live.yaml", "--inputs", (folder / "raw.wav").string()}), expected);
    EXPECT_NE(expected, std::vector<float>(expected.size()));
}

TEST_F(RenderInputs, BeginWhereARecordingSaysThatTheyDid) {
    SoundFormat format;
    format.depth = SoundFormat::Depth::float32;
    format.broadcast = BroadcastNote{1000, "stemwright: the mix heard this later by frames: 96"};
    SoundWriter writer((folder / "late.wav").string(), format);
    std::vector<float> samples = samplesOf(folder / "raw.wav");
    writer.write(samples.data(), int64_t(samples.size() / 2));
    writer.finish();
    write("late.yaml", mixOf("{file: raw.wav, channels: [2], start: 1096 samples}",
                             "{file: raw.wav, channels: [2, 1], start: 1096 samples}"));
    EXPECT_EQ(rendered({"live.yaml", "--inputs", "late.wav"}), rendered({"late.yaml"}));
}

TEST_F(RenderInputs, MistakesAreTold) {
    Ran ran = run({"render", "files.yaml", "-o", "out.wav", "--inputs", "raw.wav"});
    EXPECT_EQ(ran.status, 2);
    EXPECT_NE(ran.err.find("--inputs: the mix hears no device"), std::string::npos) << ran.err;
    ran = run({"render", "live.yaml", "-o", "out.wav", "--inputs", "missing.wav"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.err.find("missing.wav"), std::string::npos) << ran.err;
    writeTone("mono.wav", 100, 1);
    ran = run({"render", "live.yaml", "-o", "out.wav", "--inputs", "mono.wav"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.err.find("channel 2"), std::string::npos) << ran.err;
}

}
