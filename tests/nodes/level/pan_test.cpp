// Places of a mono and of a stereo signal.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include <cmath>

namespace stemwright {
namespace {

constexpr double quarter = 1.5707963267948966; // of a turn

Setup pan(double at, int channels) { return {"pan", Datum::map({{"pan", std::to_string(at)}}), {channels}}; }

TEST(Pan, FollowsTheEqualPowerLawOfWebAudioAsCloselyAsItsTestsAsk) {
    LoneNode node(pan(0, 1));
    double worst = 0, power = 0;
    for (int i = 0; i <= 4096; ++i) {
        double at = i / 2048.0 - 1;
        node.set("pan", at);
        Sound y = node.run({{impulse(64)}});
        double x = (at + 1) / 2;
        worst = std::max(
            {worst, std::abs(y[0][0] - std::cos(x * quarter)), std::abs(y[1][0] - std::sin(x * quarter))});
        power = std::max(power, std::abs(double(y[0][0]) * y[0][0] + double(y[1][0]) * y[1][0] - 1));
    }
    RecordProperty("worst", std::to_string(worst * 1e8) + "e-8");
    EXPECT_LE(worst, 9.8015e-8);
    EXPECT_LE(power, 2.4e-7); // the root of it is half as far off
}

TEST(Pan, MovesOneSideOfAStereoSignalOverToTheOther) {
    LoneNode node(pan(0, 2));
    for (int i = 0; i <= 512; ++i) {
        double at = i / 256.0 - 1, l = 0.5, r = -0.25;
        node.set("pan", at);
        Sound y = node.run({{impulse(64, 0, 0.5f), impulse(64, 0, -0.25f)}});
        double x = at <= 0 ? at + 1 : at, left = std::cos(x * quarter), right = std::sin(x * quarter);
        EXPECT_NEAR(y[0][0], at <= 0 ? l + r * left : l * left, 9.8e-8);
        EXPECT_NEAR(y[1][0], at <= 0 ? r * right : r + l * right, 9.8e-8);
    }
}

TEST(Pan, LeavesACentredStereoSignalAsItIs) {
    auto l = noise(256, 1), r = noise(256, 2);
    Sound y = LoneNode(pan(0, 2)).run({{l, r}});
    EXPECT_EQ(y[0], l);
    EXPECT_EQ(y[1], r);
}

TEST(Pan, IsSilentOnTheFarSide) {
    auto x = noise(256, 1);
    EXPECT_EQ(LoneNode(pan(-1, 1)).run({{x}}), (Sound{x, std::vector<float>(256)}));
    EXPECT_EQ(LoneNode(pan(1, 1)).run({{x}}), (Sound{std::vector<float>(256), x}));
}

TEST(Pan, IsExactToTheSampleWhileItMoves) {
    LoneNode node(pan(0, 1));
    node.move("pan", [](double frame) { return frame / 64 - 1; });
    Sound y = node.run({{std::vector<float>(128, 1.f)}});
    for (int i = 0; i < 128; ++i) EXPECT_NEAR(y[1][i], std::sin(i / 128.0 * quarter), 9.8e-8);
}

TEST(Pan, IsTheSameEveryWay) {
    for (int channels : {1, 2, 3}) expectTheSameEveryWay(pan(0.3, channels));
}

}
}
