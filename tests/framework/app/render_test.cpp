// Rendering: what is in the files.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include <nlohmann/json.hpp>

namespace stemwright::test {

struct Render : CommandLine {
    Render() {
        writeTone("low.wav", 30000, 1);
        writeTone("high.wav", 24000, 3, 2);
        write("mix.yaml", R"(stemwright: 1
session: {rate: 48000 Hz, tempo: 120 bpm, meter: 4/4, length: 30000 samples}
tracks:
  low: {source: low.wav, gain: -3 dB, pan: -0.5}
  high:
    source: high.wav
    chain: [{compressor: {threshold: -30 dB, ratio: 4, lookahead: 2 ms, sidechain: low}}]
    to: bus
buses:
  bus: {chain: [{meter: {}}], gain: -1 dB}
outputs:
  mix: {from: master}
  group: {from: bus}
)");
    }
    std::vector<float> rendered(const std::vector<std::string>& options) const {
        std::vector<std::string> words{"render", "mix.yaml", "-o", "out.wav", "--depth", "float"};
        words.insert(words.end(), options.begin(), options.end());
        Ran ran = run(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        return samplesOf(folder / "out.wav");
    }
};

TEST_F(Render, IsExactlyAsLongAsItSays) {
    Ran ran = run({"render", "mix.yaml", "-o", "out.wav"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.err, ""); // no bar, no warnings in a pipe
    EXPECT_NE(ran.out.find("out.wav: 0:00.6, "), std::string::npos) << ran.out;
    SoundInfo info = inspect((folder / "out.wav").string());
    EXPECT_EQ(info.frames, 30000);
    EXPECT_EQ(info.channels, 2);
    EXPECT_EQ(info.rate, 48000);
}

TEST_F(Render, EndsWithItsLongestSource) {
    write("plain.yaml",
          "stemwright: 1\ntracks: {low: {source: low.wav}, high: {source: high.wav, gain: -3 dB}}\n");
    EXPECT_EQ(run({"render", "plain.yaml", "-o", "out.wav"}).status, 0);
    EXPECT_EQ(inspect((folder / "out.wav").string()).frames, 30000);
    EXPECT_EQ(run({"render", "plain.yaml", "-o", "out.wav", "--rate", "44100"}).status, 0);
    EXPECT_EQ(inspect((folder / "out.wav").string()).frames, 27563); // 27562.5, rounded
}

TEST_F(Render, IsTheSameEveryTime) {
    run({"render", "mix.yaml", "-o", "one.wav"});
    run({"render", "mix.yaml", "-o", "two.wav"});
    EXPECT_EQ(contents(folder / "one.wav"), contents(folder / "two.wav"));
}

TEST_F(Render, PartsAreTheCutOfTheWhole) {
    for (const std::vector<std::string>& rate :
         {std::vector<std::string>{}, {"--rate", "44.1 kHz"}, {"--rate", "96000"}}) {
        std::vector<float> whole = rendered(rate);
        double ratio = rate.empty() ? 1 : rate[1] == "96000" ? 2 : 44100.0 / 48000;
        for (auto [from, to, first, last] : {std::tuple{"0.1 s", "0:00.3", 4800, 14400},
                                             {"1|1.5", "1|2", 12000, 24000},
                                             {"101 samples", "0.625", 101, 30000}}) {
            std::vector<std::string> options{"--from", from, "--to", to};
            options.insert(options.end(), rate.begin(), rate.end());
            std::vector<float> part = rendered(options);
            std::vector<float> cut(whole.begin() + 2 * std::lround(first * ratio),
                                   whole.begin() + 2 * std::lround(last * ratio));
            EXPECT_EQ(part, cut) << from << " to " << to << " at " << ratio;
        }
    }
}

TEST_F(Render, OnlyAndWithoutAreTwoWaysToSayTheSame) {
    std::vector<float> all = rendered({}), low = rendered({"--only", "low"}),
                       high = rendered({"--only=high"});
    EXPECT_EQ(low, rendered({"--without", "high"}));
    EXPECT_EQ(high, rendered({"--without", "low"}));
    EXPECT_EQ(all, rendered({"--only", "high,low"}));
    EXPECT_EQ(all, rendered({"--only", "high", "--only", "low"}));
    EXPECT_NE(low, high);
    ASSERT_EQ(low.size(), all.size());
    ASSERT_EQ(high.size(), all.size());
    for (size_t i = 0; i < all.size(); ++i) ASSERT_NEAR(all[i], low[i] + high[i], 1e-6);
    Ran ran = run({"render", "mix.yaml", "-o", "out.wav", "--only", "lwo"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(ran.err, "stemwright: there is no track \"lwo\"; did you mean \"low\"?\n");
}

TEST_F(Render, AFolderGetsAllOutputs) {
    Ran ran = run({"render", "mix.yaml", "-o", "new/", "--depth", "16"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(inspect((folder / "new/mix.wav").string()).frames, 30000);
    EXPECT_EQ(inspect((folder / "new/group.wav").string()).frames, 30000);
    EXPECT_EQ(run({"render", "mix.yaml", "-o", "new", "--format", "flac"}).status, 0);
    EXPECT_TRUE(fs::exists(folder / "new/group.flac"));
}

TEST_F(Render, EveryFormatAndDepth) {
    for (const char* words : {"a.wav 16", "a.wav 24", "a.wav 32", "a.wav float", "a.flac 16", "a.flac 24",
                              "a.aiff 24", "a.ogg 24", "a.ogg float"}) {
        std::string text = words, file = text.substr(0, text.find(' ')),
                    depth = text.substr(text.find(' ') + 1);
        Ran ran = run({"render", "mix.yaml", "-o", file, "--depth", depth});
        EXPECT_EQ(ran.status, 0) << words << ran.err;
        EXPECT_EQ(inspect((folder / file).string()).frames, 30000) << words;
    }
    EXPECT_EQ(run({"render", "mix.yaml", "-o", "b.wav", "--depth", "16", "--no-dither"}).status, 0);
    EXPECT_EQ(run({"render", "mix.yaml", "-o", "c.wav", "--depth", "16"}).status, 0);
    EXPECT_NE(contents(folder / "b.wav"), contents(folder / "c.wav"));
}

TEST_F(Render, WritesFigures) {
    Ran ran = run({"render", "mix.yaml", "--stats", "stats.json", "--profile"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.out.find("high.compressor (compressor)"), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("2 x file"), std::string::npos) << ran.out;
    auto stats = nlohmann::json::parse(contents(folder / "stats.json"));
    EXPECT_EQ(stats["length"], 0.625);
    EXPECT_EQ(stats["outputs"]["mix"]["duration"], 0.625);
    EXPECT_LT(stats["outputs"]["group"]["integrated"], 0);
    EXPECT_EQ(stats["outputs"]["mix"]["latency"], 0.002);
    EXPECT_EQ(stats["nodes"]["high.compressor"]["latency"], 0.002);
    const auto& peak = stats["nodes"]["bus.meter"]["controls"]["peak"];
    EXPECT_EQ(peak["unit"], "dB");
    EXPECT_LT(peak["least"], peak["greatest"]);
    EXPECT_GT(stats["speed"], 0);
    EXPECT_EQ(stats["faults"].size(), 0u);
}

TEST_F(Render, TheExpandedMixSoundsTheSame) {
    std::vector<float> before = rendered({});
    EXPECT_EQ(run({"expand", "mix.yaml", "-o", "graph.yaml"}).status, 0);
    EXPECT_EQ(run({"render", "graph.yaml", "-o", "graph.wav", "--depth", "float"}).status, 0);
    EXPECT_EQ(before, samplesOf(folder / "graph.wav"));
    Ran ran = run({"expand", "mix.yaml"});
    write("piped.yaml", ran.out);
    EXPECT_EQ(run({"render", "piped.yaml", "-o", "piped.wav", "--depth", "float"}).status, 0);
    EXPECT_EQ(before, samplesOf(folder / "piped.wav"));
}

TEST_F(Render, BrokenPromisesAreStatus3AndTheFileIsKept) {
    write("loud.yaml",
          contents(folder / "mix.yaml") + "expect: {duration: 1 s, true_peak: {max: -40 dBTP}}\n");
    Ran ran = run({"render", "loud.yaml", "-o", "loud.wav"});
    EXPECT_EQ(ran.status, 3);
    EXPECT_NE(ran.err.find("loud.yaml:14:10: duration of output \"mix\" is 0.625 s, expected"),
              std::string::npos)
        << ran.err;
    EXPECT_NE(ran.err.find("true_peak"), std::string::npos) << ran.err;
    EXPECT_TRUE(fs::exists(folder / "loud.wav"));
    ran = run({"render", "loud.yaml", "-o", "part.wav", "--to", "0.5 s"});
    EXPECT_EQ(ran.status, 0) << ran.err; // a part promises nothing
    EXPECT_NE(ran.err.find("expect"), std::string::npos);
}

TEST_F(Render, ClippingIsTold) {
    write("hot.yaml", "stemwright: 1\ntracks: {low: {source: low.wav, trim: 20 dB}}\n");
    Ran ran = run({"render", "hot.yaml", "-o", "hot.wav"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_NE(ran.err.find("clipped"), std::string::npos) << ran.err;
    EXPECT_EQ(run({"render", "hot.yaml", "-o", "hot.wav", "--depth", "float"}).err, "");
}

TEST_F(Render, TakesTheInstructionsThatItIsTold) {
    std::vector<float> best = rendered({});
    EXPECT_EQ(rendered({"--isa", "base"}), best);
    Ran ran = run({"render", "mix.yaml", "-o", "none.wav", "--isa", "v99"});
    EXPECT_EQ(ran.status, 2);
    EXPECT_EQ(ran.err.find("--isa: there is no instruction set \"v99\" here; write one of base"), 0u)
        << ran.err;
    EXPECT_FALSE(fs::exists(folder / "none.wav"));
}

}
