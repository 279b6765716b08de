// Loudness targets: the gain that is found, what is told of it, and what is in the files.
// SPDX-License-Identifier: MIT
#include "framework/audio/measurement.h"
#include "tests/framework/app/command_line.h"
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace stemwright::test {

using testing::HasSubstr;

struct Loudness : CommandLine {
    // A soft tone, and clicks that a limiter has to work on.
    void writeMix(const std::string& name, const std::string& chain, const std::string& target,
                  const std::string& more = "") const {
        write(name, "stemwright: 1\n"
                    "session: {length: 6 s}\n"
                    "tracks:\n"
                    "  tone: {source: {sine: {freq: 220 Hz, level: -36 dB}}}\n"
                    "  hits: {source: {impulse: {every: 250 ms}}}\n"
                    "master: {chain: [" +
                        chain + "]}\noutputs: {mix: {from: master, " + target + "}}\n" + more);
    }
    nlohmann::json rendered(const std::string& mix, const std::string& file,
                            std::vector<std::string> options = {}) const {
        std::vector<std::string> words{"render",  mix,     "-o",      file,
                                       "--depth", "float", "--stats", "stats.json"};
        words.insert(words.end(), options.begin(), options.end());
        Ran ran = run(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        return nlohmann::json::parse(contents(folder / "stats.json"))["targets"]["mix"];
    }
    Measures measured(const std::string& file) const { return measure((folder / file).string()); }
};

// A sine of 997 Hz and amplitude A in both channels has 20 log A LUFS (BS.1770); the pan law takes 3.01 dB.
TEST_F(Loudness, TheGainIsTheDifference) {
    write("tone.yaml", "stemwright: 1\nsession: {length: 5 s}\n"
                       "tracks: {tone: {source: {sine: {freq: 997 Hz, level: -30 dB}}}}\n"
                       "master: {chain: [{limiter: {ceiling: -1 dBTP}}]}\n"
                       "outputs: {mix: {from: master, loudness: -14 LUFS, ceiling: -1 dBTP}}\n");
    auto target = rendered("tone.yaml", "tone.wav");
    EXPECT_NEAR(target["gain"], 30 + 10 * std::log10(2) - 14, 0.02);
    EXPECT_EQ(target["reached"], true);
    EXPECT_EQ(target["renders"], 2);
    EXPECT_NEAR(measured("tone.wav").integrated, -14, 0.1);
    Ran ran = run({"render", "tone.yaml", "-o", "tone.wav"});
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(ran.out.find("loudness of mix: +19.0 dB before master.limiter for -14 LUFS\ntone.wav: "), 0u)
        << ran.out;
    EXPECT_EQ(run({"render", "tone.yaml", "-o", "tone.wav", "-q"}).out, "");
}

TEST_F(Loudness, IsReachedThroughALimiterThatWorks) {
    for (const char* chain : {"{limiter: {ceiling: -1 dBTP}}", "{eq: {}}, {limiter: {ceiling: -1 dBTP}}"}) {
        writeMix("loud.yaml", chain, "loudness: -20 LUFS, ceiling: -1 dBTP");
        auto target = rendered("loud.yaml", "loud.wav");
        EXPECT_EQ(target["reached"], true) << chain;
        EXPECT_LE(target["renders"], 6) << chain;
        Measures m = measured("loud.wav");
        EXPECT_NEAR(m.integrated, -20, 0.1) << chain;
        EXPECT_LE(m.truePeak, -1) << chain;
        EXPECT_GE(m.truePeak, -1.5) << chain; // it does work
    }
}

TEST_F(Loudness, AgreesWithFfmpeg) {
    if (std::system("ffmpeg -version >/dev/null 2>&1") != 0) GTEST_SKIP() << "ffmpeg is not there";
    writeMix("loud.yaml", "{limiter: {ceiling: -1 dBTP}}", "loudness: -19 LUFS");
    rendered("loud.yaml", "loud.wav");
    std::string log = (folder / "log").string();
    ASSERT_EQ(std::system(("ffmpeg -nostdin -i " + (folder / "loud.wav").string() +
                           " -af ebur128=peak=true -f null - >" + log + " 2>&1")
                              .c_str()),
              0);
    std::string text = contents(log), summary = text.substr(text.rfind("Summary:"));
    auto number = [&](const char* word) {
        return std::stod(summary.substr(summary.find(word) + std::strlen(word)));
    };
    EXPECT_NEAR(number("I:"), -19, 0.15); // it shows one digit
    EXPECT_LE(number("Peak:"), -1);
}

TEST_F(Loudness, OfAPartIsThatOfTheWhole) {
    writeMix("loud.yaml", "{limiter: {}}", "loudness: -20 LUFS");
    auto whole = rendered("loud.yaml", "whole.wav"),
         part = rendered("loud.yaml", "part.wav", {"--from", "1 s", "--to", "2 s"});
    EXPECT_EQ(whole["gain"], part["gain"]);
    std::vector<float> all = samplesOf(folder / "whole.wav");
    EXPECT_EQ(samplesOf(folder / "part.wav"), std::vector<float>(all.begin() + 96000, all.begin() + 192000));
}

TEST_F(Loudness, OfSomeTracksIsThatOfTheMix) {
    writeMix("mix.yaml", "{eq: {}}", "loudness: -30 LUFS");
    auto all = rendered("mix.yaml", "all.wav"), tone = rendered("mix.yaml", "tone.wav", {"--only", "tone"}),
         hits = rendered("mix.yaml", "hits.wav", {"--without", "tone"});
    EXPECT_EQ(all["gain"], tone["gain"]);
    EXPECT_EQ(all["gain"], hits["gain"]);
    auto a = samplesOf(folder / "all.wav"), b = samplesOf(folder / "tone.wav"),
         c = samplesOf(folder / "hits.wav");
    for (size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(a[i], b[i] + c[i], 1e-6);
}

TEST_F(Loudness, SoundsTheSameExpanded) {
    writeMix("loud.yaml", "{limiter: {}}", "loudness: -20 LUFS");
    rendered("loud.yaml", "one.wav");
    EXPECT_EQ(run({"expand", "loud.yaml", "-o", "graph.yaml"}).status, 0);
    rendered("graph.yaml", "other.wav");
    EXPECT_EQ(samplesOf(folder / "one.wav"), samplesOf(folder / "other.wav"));
}

TEST_F(Loudness, WithoutALimiterTheCeilingBoundsTheGain) {
    writeMix("soft.yaml", "", "loudness: -20 LUFS, ceiling: -2 dBTP");
    Ran ran = run({"render", "soft.yaml", "-o", "soft.wav", "--depth", "float"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_THAT(ran.err, HasSubstr("warning: soft.yaml:7:31: the loudness of output \"mix\" is -"));
    EXPECT_THAT(ran.err, HasSubstr(" LU under its target, with "));
    EXPECT_THAT(ran.err, HasSubstr("at the end of master, the most that the ceiling of -2 dBTP allows; "));
    EXPECT_LE(measured("soft.wav").truePeak, -2);
    EXPECT_GE(measured("soft.wav").truePeak, -2.02);
}

TEST_F(Loudness, OutOfReachIsToldWithWhatIsMissing) {
    writeMix("silent.yaml", "{id: off, gain: {gain: -inf dB}}", "loudness: -14 LUFS");
    write("faint.yaml",
          "stemwright: 1\nsession: {length: 2 s}\ntracks: {a: {source: {sine: {level: -60 dB}}}}\n"
          "outputs: {mix: {from: master, loudness: -14 LUFS}}\n");
    Ran silent = run({"render", "silent.yaml", "-o", "a.wav"}),
        faint = run({"render", "faint.yaml", "-o", "a.wav"});
    EXPECT_EQ(silent.status, 0);
    EXPECT_THAT(silent.err, HasSubstr("the loudness of output \"mix\" cannot be told: it is silent, "));
    EXPECT_EQ(faint.status, 0);
    EXPECT_THAT(
        faint.err,
        HasSubstr("LU under its target, with +24.0 dB at the end of master, the most that can be set; "));
}

TEST_F(Loudness, ACeilingThatTheLimiterDoesNotKeepIsABrokenPromise) {
    writeMix("hot.yaml", "{limiter: {ceiling: -0.5 dBTP}}", "loudness: -20 LUFS, ceiling: -1 dBTP");
    Ran ran = run({"render", "hot.yaml", "-o", "hot.wav"});
    EXPECT_EQ(ran.status, 3);
    EXPECT_THAT(ran.err, HasSubstr("hot.yaml:7:31: the true peak of output \"mix\" is -0.5"));
    EXPECT_THAT(ran.err, HasSubstr(" dBTP, over its ceiling of -1 dBTP; lower the ceiling of its limiter"));
}

TEST_F(Loudness, ATargetWithinAnotherIsSettledFirst) {
    write("two.yaml",
          "stemwright: 1\nsession: {length: 4 s}\n"
          "tracks: {a: {source: {noise: {level: -30 dB}}, to: group}, b: {source: {sine: {level: -20 dB}}}}\n"
          "buses: {group: {}}\n"
          "outputs: {mix: {from: master, loudness: -23 LUFS}, group: {from: group, loudness: -26 LUFS}}\n");
    Ran ran = run({"render", "two.yaml", "-o", "two/", "--depth", "float"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    EXPECT_NEAR(measured("two/mix.wav").integrated, -23, 0.1);
    EXPECT_NEAR(measured("two/group.wav").integrated, -26, 0.1);
}

TEST_F(Loudness, NeedsASongThatEnds) {
    write("endless.yaml", "stemwright: 1\ntracks: {a: {source: {noise: {}}}}\n"
                          "outputs: {mix: {from: master, loudness: -23 LUFS}}\n");
    Ran ran = run({"render", "endless.yaml", "-o", "a.wav", "--to", "1 s"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_THAT(ran.err, HasSubstr("endless.yaml:3:31: the mix never ends, so it has no loudness; "));
    EXPECT_EQ(run({"render", "endless.yaml", "-o", "a.wav", "--length", "1 s"}).status, 0);
}

TEST_F(Loudness, LatencyIsWarnedOfAndLeavesNothingInTheFile) {
    write("late.yaml", "stemwright: 1\nsession: {length: 1 s}\n"
                       "tracks: {a: {source: {impulse: {at: 0.5 s}}, "
                       "chain: [{limiter: {lookahead: 10 ms}}, {id: second, limiter: {lookahead: 10 ms}}]}}\n"
                       "outputs: {mix: {from: master}}\nexpect: {latency: 0 samples, no_nan: yes}\n");
    std::string warning = "warning: late.yaml:4:23: the output \"mix\" has a latency of ";
    EXPECT_THAT(run({"check", "late.yaml"}).err, HasSubstr(warning));
    Ran ran = run({"render", "late.yaml", "-o", "late.wav", "--depth", "float"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(warning));
    std::vector<float> samples = samplesOf(folder / "late.wav");
    auto peak = std::max_element(samples.begin(), samples.end());
    EXPECT_EQ((peak - samples.begin()) / 2, 24000);
}

}
