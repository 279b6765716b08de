// Expectations are judged as they are written.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

std::vector<std::string> judged(const std::string& expect, const Measures& measures,
                                const std::string& output = "mix", int displacement = 0) {
    Mix mix = readMix(
        "stemwright: 1\ntracks: {vox: {source: {sine: {}}}}\noutputs: {mix: master, stem: vox}\nexpect: " +
            expect,
        "mix.yaml");
    std::vector<std::string> messages;
    for (const Problem& problem : judge(mix.expectations, output, measures, displacement))
        messages.push_back(problem.text());
    return messages;
}

TEST(Expectation, NamesWhatWasMeasuredAndWhatWasExpected) {
    Measures m;
    m.integrated = -15.2;
    m.truePeak = -0.456;
    EXPECT_THAT(
        judged("{loudness: {is: -14 LUFS, within: 0.5 LU}, true_peak: {max: -1 dBTP}}", m),
        testing::ElementsAre(
            "mix.yaml:4:10: loudness of output \"mix\" is -15.2 LUFS, expected -14 LUFS within 0.5 LU",
            "mix.yaml:4:52: true_peak of output \"mix\" is -0.46 dBTP, expected at most -1 dBTP"));
}

TEST(Expectation, IncludesItsLimits) {
    Measures m;
    m.integrated = -14.5;
    m.range = 8;
    EXPECT_THAT(judged("{loudness: {is: -14 LUFS, within: 0.5 LU}, range: {min: 8 LU, max: 8 LU}}", m),
                testing::IsEmpty());
}

TEST(Expectation, OfADurationIsExact) {
    Measures m;
    m.duration = 205;
    EXPECT_THAT(judged("{duration: 3:25}", m), testing::IsEmpty());
    m.duration = 205 + 1 / 48000.;
    EXPECT_THAT(
        judged("{duration: {is: 3:25}}", m),
        testing::ElementsAre("mix.yaml:4:10: duration of output \"mix\" is 205.000021 s, expected 205 s"));
}

TEST(Expectation, HoldsForItsOutputOnly) {
    Measures m;
    m.longestSilence = 2;
    EXPECT_THAT(judged("{stem: {silence: {max: 1 s}}}", m), testing::IsEmpty());
    EXPECT_THAT(
        judged("{stem: {silence: {max: 1 s}}}", m, "stem"),
        testing::ElementsAre("mix.yaml:4:17: silence of output \"stem\" is 2 s, expected at most 1 s"));
}

TEST(Expectation, FailsWhereNothingCanBeMeasured) {
    Measures m;
    m.correlation = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(judged("{correlation: {min: 0}}", m),
                testing::ElementsAre(
                    "mix.yaml:4:10: correlation of output \"mix\" cannot be told of a mono or silent output, "
                    "expected at least 0"));
    m.integrated = -unbounded;
    EXPECT_THAT(judged("{loudness: {min: -20 LUFS}}", m),
                testing::ElementsAre(
                    "mix.yaml:4:10: loudness of output \"mix\" is -inf LUFS, expected at least -20 LUFS"));
}

TEST(Expectation, OfALatencyIsOfWhatIsLeftOfIt) {
    for (const char* expect :
         {"{latency: 0 samples}", "{latency: {is: 0 ms}}", "{latency: {min: 0, max: 0}}"}) {
        EXPECT_THAT(judged(expect, {}), testing::IsEmpty());
        EXPECT_THAT(judged(expect, {}, "mix", -3), testing::SizeIs(1));
    }
    EXPECT_THAT(judged("{latency: {max: 1 ms}}", {}, "mix", 48), testing::IsEmpty());
    EXPECT_THAT(judged("{latency: {max: 1 ms}}", {}, "mix", 49),
                testing::ElementsAre(
                    "mix.yaml:4:10: latency of output \"mix\" is 49 samples, expected at most 48 samples"));
}

TEST(Expectation, TakesPositionsInBars) {
    Measures m;
    m.duration = 8; // four bars at 120 bpm
    EXPECT_THAT(judged("{duration: 5|1}", m), testing::IsEmpty());
    EXPECT_THAT(judged("{duration: 4|1}", m), testing::SizeIs(1));
}

TEST(Expectation, MayHaveReasonsEverywhere) {
    Measures m;
    m.integrated = -14;
    EXPECT_THAT(judged("{because: the label, loudness: {is: -14 LUFS, within: 0.5 LU, because: streaming}, "
                       "no_nan: {is: yes, because: always}, stem: {confidence: 0.5, because: x}}",
                       m),
                testing::IsEmpty());
}

TEST(Expectation, LetsNothingPassThatIsMoreThanRounding) {
    Measures m;
    m.truePeak = -0.9997;
    EXPECT_THAT(judged("{true_peak: {max: -1 dBTP}}", m),
                testing::ElementsAre(
                    "mix.yaml:4:10: true_peak of output \"mix\" is -0.9997 dBTP, expected at most -1 "
                    "dBTP")); // and not "is -1"
    m.truePeak = -1 + 1e-9;
    EXPECT_THAT(judged("{true_peak: {max: -1 dBTP}}", m), testing::IsEmpty());
}

TEST(Expectation, OfFiniteSamplesNeedNotBeWritten) {
    Measures m;
    m.notFinite = 3;
    for (const char* expect : {"{}", "{no_nan: yes}"})
        EXPECT_THAT(judged(expect, m), testing::ElementsAre(testing::HasSubstr(
                                           "3 samples of output \"mix\" are no finite numbers")));
}

}
}
