// Bars and beats are found where they lie, under changes of metre and tempo.
// SPDX-License-Identifier: MIT
#include "framework/audio/bar_position.h"
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace stemwright {
namespace {

TempoMap changing() {
    TempoMap tempo;
    tempo.meter(1, 4, 4);
    tempo.meter(5, 7, 8);
    tempo.meter(9, 3, 4);
    tempo.tempo(0, 96);
    tempo.tempo(6.5, 140); // in the middle of a bar
    tempo.tempo(40, 33);
    return tempo;
}

TEST(BarPositions, areThoseThatLieAtThatTime) {
    TempoMap tempo = changing();
    std::mt19937 random(1);
    for (int i = 0; i < 2000; ++i) {
        int bar = 1 + int(random() % 300), beats = bar < 5 ? 4 : bar < 9 ? 7 : 3;
        double beat = 1 + double(random() % (beats * 100u)) / 100;
        BarPosition found = barPosition(tempo, tempo.seconds(tempo.quarters(bar, beat)));
        ASSERT_EQ(found.bar, bar) << beat;
        ASSERT_NEAR(found.beat, beat, 1e-3) << bar;
    }
}

TEST(BarPositions, doNotFallBackWhereTimesAreRoundedToFrames) {
    TempoMap tempo = changing();
    for (int bar = 1; bar < 300; ++bar) {
        double frame = std::floor(tempo.seconds(tempo.quarters(bar, 1)) * 44100);
        EXPECT_EQ(barPosition(tempo, frame / 44100).bar, bar);
        EXPECT_EQ(barPosition(tempo, frame / 44100).beat, 1);
    }
}

TEST(BarPositions, areTheFirstOutsideOfTheSong) {
    for (double outside : {-1.0, std::numeric_limits<double>::infinity(), std::nan("")}) {
        EXPECT_EQ(barPosition({}, outside).bar, 1);
        EXPECT_EQ(barPosition({}, outside).beat, 1);
    }
    EXPECT_GT(barPosition({}, 1e9).bar, 100'000'000);
}

}
}
