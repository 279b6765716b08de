// The search for a gain, against loudnesses that are formulas of it.
// SPDX-License-Identifier: MIT
#include "framework/engine/loudness_search.h"
#include <cmath>
#include <functional>
#include <gtest/gtest.h>

namespace stemwright {
namespace {

using State = LoudnessSearch::State;
using Formula = std::function<double(double gain)>; // LUFS

LoudnessSearch searched(double target, const Formula& loudness, std::optional<double> ceiling = {},
                        double peakAboveLoudness = 10) {
    LoudnessSearch search(target, ceiling);
    while (search.state() == State::searching)
        search.heard(loudness(search.gain()), loudness(search.gain()) + peakAboveLoudness);
    return search;
}

TEST(LoudnessSearch, findsTheDifferenceInTwoRenders) {
    for (double now : {-40., -23.4, -14.2, -5.})
        for (double target : {-23., -14., -9.}) {
            LoudnessSearch s = searched(target, [&](double gain) { return now + gain; });
            if (target - now > 24) continue;
            EXPECT_EQ(s.state(), State::reached);
            EXPECT_NEAR(s.gain(), target - now, 0.0051) << now << " to " << target;
            EXPECT_NEAR(s.loudness(), target, 0.0051);
            EXPECT_EQ(s.renders(), 2);
        }
}

TEST(LoudnessSearch, leavesAloneWhatIsThereAlready) {
    LoudnessSearch s = searched(-14, [](double gain) { return -14.09 + gain; });
    EXPECT_EQ(s.gain(), 0);
    EXPECT_EQ(s.renders(), 1);
    EXPECT_EQ(s.state(), State::reached);
}

TEST(LoudnessSearch, followsALimiterThatGivesWayLessAndLess) {
    for (double hardness : {0.5, 1., 2., 4., 8.})
        for (double target : {-14., -10., -8.5}) {
            auto limited = [&](double gain) { // straight below, never over -8
                return -8 - std::log1p(std::exp(-(gain - 12) / hardness)) * hardness;
            };
            if (limited(24) < target) continue;
            LoudnessSearch s = searched(target, limited);
            EXPECT_EQ(s.state(), State::reached) << hardness << " to " << target;
            EXPECT_NEAR(limited(s.gain()), target, 0.1);
            EXPECT_LE(s.renders(), 8);
        }
}

TEST(LoudnessSearch, findsItsWayOnUnevenGround) {
    for (double depth : {0.5, 2., 3.})
        for (double target = -30; target <= -5; target += 0.7) {
            auto uneven = [&](double gain) { return -20 + gain + depth * std::sin(gain / depth * 0.9); };
            LoudnessSearch s = searched(target, uneven);
            EXPECT_EQ(s.state(), State::reached) << depth << " to " << target;
            EXPECT_NEAR(uneven(s.gain()), target, 0.1);
        }
}

TEST(LoudnessSearch, saysWhenTheRangeEnds) {
    LoudnessSearch s = searched(-10, [](double gain) { return -40 + gain; });
    EXPECT_EQ(s.state(), State::range);
    EXPECT_EQ(s.gain(), 24);
    EXPECT_NEAR(s.loudness(), -16, 1e-9);
    EXPECT_EQ(searched(-50, [](double gain) { return -20 + gain / 10; }).state(), State::range);
}

TEST(LoudnessSearch, stopsWhereMoreGainChangesNothing) {
    LoudnessSearch flat = searched(-10, [](double gain) { return -12 + 1e-9 * gain; });
    EXPECT_NE(flat.state(), State::reached);
    EXPECT_LE(flat.renders(), LoudnessSearch::mostRenders);
    EXPECT_NEAR(flat.loudness(), -12, 1e-6);
    LoudnessSearch jump = searched(-10, [](double gain) { return gain < 3.3337 ? -12. : -8.; });
    EXPECT_EQ(jump.state(), State::spent);
    EXPECT_LE(jump.renders(), LoudnessSearch::mostRenders);
}

TEST(LoudnessSearch, staysUnderTheCeiling) {
    // Peaks lie 10 dB above the loudness: -14 LUFS would put them at -4.
    EXPECT_EQ(searched(
                  -14, [](double gain) { return -20 + gain; }, -4)
                  .state(),
              State::reached);
    for (double start : {-20., -14., -8.}) {
        LoudnessSearch s = searched(
            -14, [&](double gain) { return start + gain; }, -6);
        EXPECT_EQ(s.state(), State::ceiling) << start;
        EXPECT_NEAR(s.gain(), -16 - start, 0.0101);
        EXPECT_LE(s.truePeak(), -6);
        EXPECT_NEAR(s.loudness(), -16, 0.0101);
    }
}

TEST(LoudnessSearch, tellsSilence) {
    LoudnessSearch s = searched(-14, [](double) { return -std::numeric_limits<double>::infinity(); });
    EXPECT_EQ(s.state(), State::silent);
    EXPECT_EQ(s.gain(), 0);
    EXPECT_EQ(s.renders(), 1);
}

}
}
