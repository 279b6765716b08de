// `stemwright diff`: what is said of the documents, and how the command ends.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include "tests/framework/app/diffing.h"

namespace stemwright::test {

using testing::HasSubstr;

TEST_F(Diff, OfAMixAndItselfIsNone) {
    Ran ran = diff({"mix.yaml", "mix.yaml"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out, "parameters: the same\n\nsound, 0:00.0 to 0:05.0: all 4 are the same, bit for bit\n");
    write("said.yaml", "stemwright: 1\nextends: mix.yaml\ntracks: {tone: {gain: 0.0 dB}}\n");
    EXPECT_EQ(diff({"mix.yaml", "said.yaml"}).status, 0);
}

TEST_F(Diff, AttributesAValueToTheLayerThatRules) {
    write("song.yaml",
          "stemwright: 1\nextends: mix.yaml\ntracks: {tone: {chain: {compressor: {ratio: 4}}}}\n");
    write("upper.yaml", "stemwright: 1\nextends: song.yaml\ntracks:\n"
                        "  tone:\n    chain: {compressor: {ratio: {is: 6, because: it jumps}}}\n");
    Ran ran = diff({"song.yaml", "upper.yaml", "--no-sound"});
    EXPECT_EQ(ran.status, 5);
    EXPECT_EQ(ran.out, "parameters\n  tone.compressor.ratio  4 -> 6  song.yaml:3 -> upper.yaml:5\n");
}

TEST_F(Diff, NamesWhatCameWentAndMoved) {
    Ran ran = with("tracks:\n"
                   "  hiss: null\n"
                   "  click: {source: {impulse: {every: 250 ms}}, gain: -9 dB}\n"
                   "  tone: {chain: {highpass: {after: compressor}, warm: {saturator: {drive: 3 dB}}}}\n");
    EXPECT_EQ(ran.status, 5) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("- hiss "));
    EXPECT_THAT(ran.out, HasSubstr("track                    mix.yaml:4 -> over.yaml:4\n"
                                   "      source noise, source.color pink, source.level -30 dB, "
                                   "sends.room -6 dB\n"));
    EXPECT_THAT(ran.out, HasSubstr("+ click "));
    EXPECT_THAT(ran.out, HasSubstr("+ tone.warm "));
    EXPECT_THAT(ran.out,
                HasSubstr("^ tone.compressor  after highpass -> first  mix.yaml:7 -> over.yaml:6\n"));
    EXPECT_THAT(ran.out, testing::ContainsRegex("\n- hiss +-[0-9.]+ LUFS, -[0-9.]+ dBTP\n"));
    EXPECT_THAT(ran.out, testing::ContainsRegex("\n\\+ click +-[0-9.]+ LUFS, -[0-9.]+ dBTP\n"));
}

// A name, two figures and two of the residual stand in the table as they do in the file.
TEST_F(Diff, SaysTheSameAsJson) {
    Ran ran = with("tracks: {hiss: {gain: 2 dB}, tone: {chain: {highpass: {cutoff: 400 Hz}}}}\n",
                   {"--json", "diff.json"});
    auto diff = nlohmann::json::parse(contents(folder / "diff.json"));
    EXPECT_EQ(diff["same"], false);
    for (const auto& change : diff["parameters"])
        EXPECT_THAT(ran.out, HasSubstr("  " + std::string(change["address"]) + " "));
    int told = 0;
    for (const auto& end : diff["sound"]["ends"]) {
        char line[200];
        auto number = [&](const nlohmann::json& value) { return value.get<double>(); };
        std::snprintf(line, sizeof line, "\n  %s +\\%+.1f LU +\\%+.1f dB +%.1f dB, %.1f dBFS  ",
                      std::string(end["name"]).c_str(), number(end["difference"]["integrated"]),
                      number(end["difference"]["true_peak"]), number(end["residual"]["relative"]),
                      number(end["residual"]["level"]));
        EXPECT_THAT(ran.out, testing::ContainsRegex(line));
        ++told;
    }
    EXPECT_EQ(told, 4);
}

TEST_F(Diff, WithoutSoundNeedsNoEnd) {
    write("endless.yaml", "stemwright: 1\ntracks: {a: {source: {sine: {}}}}\n");
    write("other.yaml", "stemwright: 1\ntracks: {a: {source: {sine: {freq: 200 Hz}}}}\n");
    Ran ran = diff({"endless.yaml", "other.yaml", "--no-sound"});
    EXPECT_EQ(ran.status, 5);
    EXPECT_EQ(ran.out, "parameters\n  a.source.freq  default 440 Hz -> 200 Hz  other.yaml:2\n");
    EXPECT_EQ(diff({"endless.yaml", "endless.yaml", "--no-sound"}).status, 0);
    Ran endless = diff({"endless.yaml", "other.yaml"});
    EXPECT_EQ(endless.status, 1);
    EXPECT_THAT(endless.err, HasSubstr("endless.yaml: the mix never ends; "));
    EXPECT_EQ(diff({"endless.yaml", "other.yaml", "--to", "1 s"}).status, 5);
    EXPECT_EQ(diff({"endless.yaml", "endless.yaml", "--length", "1 s"}).status, 0);
}

TEST_F(Diff, OfRatesComparesNoSound) {
    Ran ran = with("session: {rate: 44.1 kHz}\n");
    EXPECT_EQ(ran.status, 5);
    EXPECT_THAT(ran.out,
                HasSubstr("\nsound: not compared, because one session runs at 48000 Hz and the other "
                          "at 44100 Hz\n"));
    EXPECT_EQ(jsonWith("session: {rate: 44.1 kHz}\n")["sound"], nullptr);
}

TEST_F(Diff, TellsWhatIsWrongWithBoth) {
    write("bad.yaml", "stemwright: 1\ntracks: {tone: {source: {sine: {}}, gian: 1 dB}}\n");
    write("worse.yaml", "stemwright: 1\ntracks: {tone: {source: {sine: {freq: 3 dB}}}}\n");
    Ran ran = diff({"bad.yaml", "worse.yaml", "--json", "diff.json"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, HasSubstr("bad.yaml:2:37: a track has no \"gian\"; did you mean \"gain\"?\n"));
    EXPECT_THAT(ran.err, HasSubstr("worse.yaml:2:39: "));
    EXPECT_FALSE(fs::exists(folder / "diff.json"));
    Ran twice = diff({"bad.yaml", "bad.yaml"}); // what is wrong in both is told once
    EXPECT_EQ(std::count(twice.err.begin(), twice.err.end(), '\n'), 1) << twice.err;
    EXPECT_EQ(diff({"mix.yaml", "none.yaml"}).status, 1);
    EXPECT_EQ(diff({"mix.yaml"}).status, 2);
    EXPECT_EQ(diff({"mix.yaml", "mix.yaml", "--from", "9 s"}).status, 2);
    EXPECT_EQ(diff({"mix.yaml", "mix.yaml", "--json", "none/diff.json"}).status, 4);
}

TEST_F(Diff, OfMixesWithoutSoundIsOfTheirDocuments) {
    write("one.yaml", "stemwright: 1\nbuses: {a: {}}\n");
    write("two.yaml", "stemwright: 1\nbuses: {a: {gain: -1 dB}}\n");
    EXPECT_EQ(diff({"one.yaml", "one.yaml"}).status, 0);
    Ran ran = diff({"one.yaml", "two.yaml"});
    EXPECT_EQ(ran.status, 5) << ran.err;
    EXPECT_EQ(
        ran.out,
        "parameters\n  a.gain  default 0 dB -> -1 dB  two.yaml:2\n\nsound: there is none in either mix\n");
}

TEST_F(Diff, InterruptedLeavesNothingBehind) {
    write("long.yaml", "stemwright: 1\nsession: {length: 9:00:00}\ntracks: {a: {source: {noise: {}}}}\n");
    std::set<std::string> before = files();
    pid_t child = start({"diff", "long.yaml", "long.yaml", "--json", "diff.json"});
    for (int i = 0; i < 1000 && files() == before; ++i) usleep(10000); // until it is being written
    usleep(50000);
    kill(child, SIGINT);
    Ran ran = finish(child);
    EXPECT_EQ(ran.status, 4);
    EXPECT_EQ(ran.err, "stemwright: interrupted\n");
    EXPECT_EQ(files(), before);
}

}
