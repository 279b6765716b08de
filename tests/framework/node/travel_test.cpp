// A control runs through its values as its formula says, in both directions.
// SPDX-License-Identifier: MIT
#include "framework/node/travel.h"
#include <cmath>
#include <gtest/gtest.h>

namespace stemwright {
namespace {

const Travel plain{-1, 1}, reversed{20, 1}, frequency{20, 20000, Unit::Hz, Scale::logarithmic},
    fader{-unbounded, 6, Unit::dB}, upsideDown{6, -unbounded, Unit::dB},
    throughZero{-10, 10, Unit::none, Scale::logarithmic};
const Travel all[] = {plain, reversed, frequency, fader, upsideDown, throughZero};

TEST(Travels, beginAndEndAtTheirEnds) {
    for (const Travel& travel : all) {
        EXPECT_EQ(valueAt(travel, 0), travel.from);
        EXPECT_EQ(valueAt(travel, 1), travel.to);
        EXPECT_EQ(positionOf(travel, travel.from), 0);
        EXPECT_EQ(positionOf(travel, travel.to), 1);
    }
}

TEST(Travels, runStraightWhereTheScaleIsLinear) {
    for (double p : {0.1, 0.25, 0.5, 0.9}) {
        EXPECT_DOUBLE_EQ(valueAt(plain, p), -1 + 2 * p);
        EXPECT_DOUBLE_EQ(valueAt(reversed, p), 20 - 19 * p);
    }
}

TEST(Travels, haveTheGeometricMeanInTheMiddleWhereTheScaleIsLogarithmic) {
    EXPECT_NEAR(valueAt(frequency, 0.5), std::sqrt(20. * 20000), 1e-9);
    EXPECT_NEAR(valueAt(frequency, 1 / 3.), 200, 1e-9);
}

TEST(Travels, goDownToSilenceWithTheThirdPowerOfTheWay) {
    for (double p : {0.01, 0.3, 0.5, 0.99}) {
        EXPECT_NEAR(valueAt(fader, p), 6 + 20 * std::log10(p * p * p), 1e-9);
        EXPECT_NEAR(valueAt(upsideDown, 1 - p), valueAt(fader, p), 1e-9);
    }
    EXPECT_NEAR(valueAt(fader, 0.5), 6 - 18.06, 0.01);
}

TEST(Travels, findTheirWayBack) {
    for (const Travel& travel : all)
        for (int i = 0; i <= 16383; i += 7) {
            double p = i / 16383.;
            EXPECT_EQ(std::lround(positionOf(travel, valueAt(travel, p)) * 16383), i) << travel.from;
        }
}

TEST(Travels, neverLeaveTheirEnds) {
    for (const Travel& travel : all)
        for (double p : {-3., -1e-9, 1e-300, 0.7, 1 + 1e-9, 42., -unbounded, unbounded}) {
            double value = valueAt(travel, p), back = positionOf(travel, p);
            EXPECT_GE(value, std::min(travel.from, travel.to));
            EXPECT_LE(value, std::max(travel.from, travel.to));
            EXPECT_GE(back, 0);
            EXPECT_LE(back, 1);
        }
}

}
}
