// Comparisons over songs: against formulas, and by their promises.
// SPDX-License-Identifier: MIT
#include "framework/assist/judged_songs.h"
#include "framework/assist/running_mean.h"
#include "framework/error/error.h"
#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace stemwright::test {

namespace {

TEST(RunningMeans, areThoseOfEveryFewNeighbours) {
    EXPECT_EQ(runningMeans({1, 2, 3, 6}, 2), (std::vector<double>{1.5, 2.5, 4.5}));
    EXPECT_EQ(runningMeans({1, 2}, 40), (std::vector<double>{1.5}));
    EXPECT_TRUE(runningMeans({}, 40).empty());
    EXPECT_DOUBLE_EQ(meanAbsolutePercentageError({3, 1}, {2, -2}), (0.5 + 1.5) / 2);
    EXPECT_TRUE(std::isnan(runningError({}, {})));
}

TEST(PairedBootstrap, isAsWideAsTheNormalIntervalOfManyDifferences) {
    std::mt19937_64 generator(3);
    std::normal_distribution<double> normal(-1, 2);
    std::vector<double> differences(400);
    for (double& difference : differences) difference = normal(generator);
    BootstrapInterval interval = pairedBootstrap(differences, 1);
    double variance = 0;
    for (double difference : differences) variance += std::pow(difference - interval.mean, 2) / 400;
    double half = 1.96 * std::sqrt(variance / 400);
    EXPECT_NEAR(interval.high - interval.mean, half, 0.05 * half);
    EXPECT_NEAR(interval.mean - interval.low, half, 0.05 * half);
}

TEST(PairedBootstrap, dependsOnTheSeedAlone) {
    const std::vector<double> differences{0.1, -0.4, 0.3, -0.2, 0.05};
    BootstrapInterval a = pairedBootstrap(differences, 1), b = pairedBootstrap(differences, 1);
    EXPECT_EQ(a.low, b.low);
    EXPECT_EQ(a.high, b.high);
    // Fixed for ever: the generator's numbers are those of the standard.
    EXPECT_NEAR(a.mean, -0.03, 1e-12);
    EXPECT_LT(a.low, a.mean);
    EXPECT_GT(a.high, a.mean);
}

TEST(PairedBootstrap, isAPointWhereAllSongsAgree) {
    BootstrapInterval interval = pairedBootstrap({-0.25, -0.25, -0.25}, 7);
    EXPECT_EQ(interval.low, -0.25);
    EXPECT_EQ(interval.high, -0.25);
    EXPECT_TRUE(std::isnan(pairedBootstrap({}, 7).mean));
}

JudgedMix mixOf(const std::string& name, double value) { return {name, {{{"PAN", value, {}}}, 0, {}, {}}}; }

TEST(JudgedSongs, areComparedWhereBothMixesAndTheReferenceTell) {
    std::vector<JudgedSong> songs{{"a", "a.wav", {mixOf("ours", 0.2), mixOf("dry", 0.5)}},
                                  {"b", "b.wav", {mixOf("ours", 0.4), mixOf("dry", 0.6)}},
                                  {"c", "c.wav", {mixOf("ours", NAN), mixOf("dry", NAN)}},
                                  {"d", "d.wav", {mixOf("dry", 9)}}};
    std::vector<JudgedDifference> differences = differencesOf(songs, 1);
    ASSERT_EQ(differences.size(), 1u);
    EXPECT_EQ(differences[0].mix, "ours");
    EXPECT_EQ(differences[0].baseline, "dry");
    EXPECT_EQ(differences[0].songs, 2u);
    EXPECT_NEAR(differences[0].interval.mean, -0.25, 1e-12);
}

TEST(JudgedSongs, areComparedByTheNamesOfGroups) {
    JudgedMix ours = mixOf("ours", 0.2), dry = mixOf("dry", 0.5);
    ours.evaluation.groups.push_back({"B", 7, {}});
    dry.evaluation.groups.insert(dry.evaluation.groups.begin(), {"B", 5, {}});
    std::vector<JudgedDifference> differences = differencesOf({{"a", "a.wav", {ours, dry}}}, 1);
    ASSERT_EQ(differences.size(), 2u);
    EXPECT_EQ(differences[1].group, "B");
    EXPECT_EQ(differences[1].interval.mean, 2);
}

TEST(JudgedSongs, areBroughtTogetherByTheirNames) {
    std::vector<JudgedSong> all;
    addSongs({{"a", "a.wav", {mixOf("ours", 1)}}}, all);
    addSongs({{"a", "a.wav", {mixOf("dry", 2)}}, {"b", "b.wav", {mixOf("dry", 3)}}}, all);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].mixes.size(), 2u);
    EXPECT_THROW(addSongs({{"a", "a.wav", {mixOf("dry", 2)}}}, all), Error);
}

}

}
