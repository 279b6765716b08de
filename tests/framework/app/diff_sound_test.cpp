// `stemwright diff`: known changes of a mix, and what they come to by formula.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include "tests/framework/app/diffing.h"

namespace stemwright::test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST_F(Diff, OfAGainIsThatGainInEveryBand) {
    auto diff = jsonWith("tracks: {hiss: {gain: 3 dB}}\n");
    auto hiss = endIn(diff, "hiss");
    EXPECT_EQ(hiss["same"], false);
    EXPECT_NEAR(hiss["difference"]["integrated"], 3, 1e-3);
    EXPECT_NEAR(hiss["difference"]["true_peak"], 3, 1e-3);
    EXPECT_NEAR(hiss["residual"]["relative"], 20 * std::log10(std::pow(10, 3 / 20.) - 1), 1e-3);
    ASSERT_EQ(hiss["bands"].size(), 30u);
    for (const auto& band : hiss["bands"]) EXPECT_NEAR(band["difference"], 3, 1e-3) << band["middle"];
    EXPECT_EQ(endIn(diff, "tone")["same"], true);
    EXPECT_NEAR(endIn(diff, "room")["difference"]["integrated"], 3, 1e-3); // the send is behind the fader

    Ran ran = with("tracks: {hiss: {gain: 3 dB}}\n");
    EXPECT_EQ(ran.status, 5);
    EXPECT_THAT(ran.out, HasSubstr("  hiss.gain  default 0 dB -> 3 dB  over.yaml:3\n"));
    EXPECT_THAT(ran.out, testing::ContainsRegex("  hiss +\\+3\\.0 LU +\\+3\\.0 dB +-7\\.7 dB, "));
    EXPECT_THAT(ran.out, HasSubstr("\n      dB by Hz:  25..20k +3.0\n"));
    EXPECT_THAT(ran.out, Not(HasSubstr("\n  tone ")));
    EXPECT_THAT(ran.out, HasSubstr("\n  1 is the same, bit for bit\n"));
}

TEST_F(Diff, OfTurnedPolarityIsNoLoudnessButTwiceTheSound) {
    auto tone = endIn(jsonWith("tracks: {tone: {polarity: invert}}\n"), "tone");
    EXPECT_NEAR(tone["difference"]["integrated"], 0, 1e-6);
    EXPECT_NEAR(tone["residual"]["relative"], 20 * std::log10(2), 1e-6);
    EXPECT_NEAR(tone["residual"]["level"], double(tone["before"]["rms"]) + 20 * std::log10(2), 1e-6);
}

TEST_F(Diff, OfADelayedBurstNamesBothTimes) {
    write("mix.yaml", "stemwright: 1\nsession: {length: 6 s}\ntracks:\n"
                      "  hit: {source: {file: hit.wav, start: 2.3 s}}\n"
                      "  tone: {source: {sine: {level: -40 dB}}}\n");
    writeTone("hit.wav", 2400, 30); // 50 ms
    auto hit = endIn(jsonWith("tracks: {hit: {source: {start: 4.7 s}}}\n"), "hit");
    std::vector<double> times;
    for (const auto& spot : hit["residual"]["most_at"]) times.push_back(spot["time"]);
    std::sort(times.begin(), times.end());
    EXPECT_THAT(times, ElementsAre(testing::DoubleNear(2.3, 1e-6), testing::DoubleNear(4.7, 1e-6)));
    EXPECT_THAT(with("tracks: {hit: {source: {start: 4.7 s}}}\n").out, HasSubstr("0:02.3, 0:04.7\n"));
    auto part = jsonWith("tracks: {hit: {source: {start: 4.7 s}}}\n", {"--from", "4 s"});
    ASSERT_EQ(endIn(part, "hit")["residual"]["most_at"].size(), 1u);
    EXPECT_NEAR(endIn(part, "hit")["residual"]["most_at"][0]["time"], 4.7, 1e-6);
}

// A limiter that has nothing to do passes on what comes, only later.
TEST_F(Diff, TakesLatencyOff) {
    auto diff = jsonWith("tracks: {tone: {chain: {late: {limiter: {lookahead: 7 ms}}}}}\n");
    EXPECT_EQ(diff["parameters"].size(), 2u);
    for (const char* name : {"tone", "hiss", "master"}) EXPECT_EQ(endIn(diff, name)["same"], true) << name;
}

TEST_F(Diff, OfLengthsComparesTheLongerOneWithSilence) {
    auto diff = jsonWith("session: {length: 7 s}\n");
    EXPECT_EQ(diff["sound"]["to"], 7);
    auto tone = endIn(diff, "tone");
    EXPECT_EQ(tone["same"], false);
    EXPECT_NEAR(tone["residual"]["relative"], 10 * std::log10(2 / 5.), 0.05);
    EXPECT_GE(tone["residual"]["most_at"][0]["time"], 5);
    EXPECT_EQ(tone["before"]["trailing_silence"], 2);
    EXPECT_THAT(with("session: {length: 7 s}\n").out,
                HasSubstr("\nsound, 0:00.0 to 0:07.0; length 0:05.0 -> 0:07.0\n"));
    EXPECT_EQ(with("session: {length: 7 s}\n", {"--to", "5 s"}).status, 5); // the whole is another
}

TEST_F(Diff, ReachesLoudnessTargetsFirst) {
    write("mix.yaml", contents(folder / "mix.yaml") + "outputs: {mix: {from: master, loudness: -30 LUFS}}\n");
    Ran ran = with("outputs: {mix: {loudness: -26 LUFS}}\n", {"--json", "diff.json"});
    EXPECT_EQ(ran.status, 5) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("  gain for the loudness of mix: -"));
    EXPECT_THAT(ran.out, HasSubstr(" dB at the end of master\n"));
    auto master = endIn(nlohmann::json::parse(contents(folder / "diff.json")), "master");
    EXPECT_NEAR(master["after"]["integrated"], -26, 0.1);
    EXPECT_NEAR(master["difference"]["integrated"], 4, 0.1);
    EXPECT_EQ(endIn(nlohmann::json::parse(contents(folder / "diff.json")), "tone")["same"], true);
}

TEST_F(Diff, HearsOutputsThatAreNoEndOfAStrip) {
    write("mix.yaml", contents(folder / "mix.yaml") +
                          "outputs: {mix: {from: master}, dry: tone.in, hiss: {from: hiss}}\n");
    auto diff =
        jsonWith("tracks: {tone: {source: {sine: {level: -23 dB}}}}\noutputs: {pre: {from: hiss.pre}}\n");
    std::vector<std::string> names;
    for (const auto& end : diff["sound"]["ends"]) names.push_back(end["name"]);
    EXPECT_THAT(names, ElementsAre("hiss", "tone", "room", "master", "dry"));
    EXPECT_NEAR(endIn(diff, "dry")["difference"]["integrated"], -3, 1e-3);
    ASSERT_EQ(diff["sound"]["added"].size(), 1u);
    EXPECT_EQ(diff["sound"]["added"][0]["name"], "pre");
}

TEST_F(Diff, MixesChannelsUpWhereTheyDiffer) {
    write("mix.yaml", "stemwright: 1\nsession: {length: 2 s}\ntracks: {tone: {source: {sine: {}}, to: bus}}\n"
                      "buses: {bus: {layout: mono}}\n");
    auto diff = jsonWith("buses: {bus: {layout: stereo}}\n");
    EXPECT_EQ(endIn(diff, "bus")["before"]["channels"], 2);
    EXPECT_NEAR(endIn(diff, "bus")["difference"]["integrated"], 0, 0.01);
}

TEST_F(Diff, OfSilenceNamesTheLoudnessThatIsGone) {
    Ran ran = with("tracks: {tone: {mute: yes}}\n");
    EXPECT_THAT(ran.out, testing::ContainsRegex(
                             "\n  tone +-[0-9.]+ -> -inf +-[0-9.]+ -> -inf +0\\.0 dB, -[0-9.]+ dBFS  "));
    EXPECT_THAT(ran.out, Not(HasSubstr("Hz:  25 -inf")));
    EXPECT_EQ(endIn(jsonWith("tracks: {tone: {mute: yes}}\n"), "tone")["difference"]["integrated"], nullptr);
}

}
