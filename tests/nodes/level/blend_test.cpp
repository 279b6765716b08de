// Dry and wet, and the parts of a stereo signal.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"

namespace stemwright {
namespace {

Setup blend(const char* share, std::vector<int> channels = {2, 2}, const char* part = "whole") {
    return {"blend", Datum::map({{"share", share}, {"part", part}}), std::move(channels)};
}

const Sound wet{noise(256, 1), noise(256, 2)}, dry{noise(256, 3), noise(256, 4)};

TEST(Blend, LiesBetweenDryAndWet) {
    Sound y = LoneNode(blend("40 %")).run({wet, dry});
    for (int c = 0; c < 2; ++c)
        for (int i = 0; i < 256; ++i) EXPECT_NEAR(y[c][i], 0.4 * wet[c][i] + 0.6 * dry[c][i], 3e-7);
}

TEST(Blend, HasTheBitsOfOneSideAtEitherEnd) {
    Sound zeros{std::vector<float>(256, -0.f), std::vector<float>(256, 0.f)};
    for (const auto& [in, other] : {std::pair{wet, dry}, {wet, zeros}, {zeros, dry}}) {
        Sound none = LoneNode(blend("0 %")).run({in, other}), all = LoneNode(blend("100 %")).run({in, other});
        for (int c = 0; c < 2; ++c)
            for (int i = 0; i < 256; ++i) {
                EXPECT_EQ(bits(none[c][i]), bits(other[c][i]));
                EXPECT_EQ(bits(all[c][i]), bits(in[c][i]));
            }
    }
}

TEST(Blend, OfASignalWithItselfChangesNoBit) {
    for (const char* share : {"1 %", "33 %", "99.9 %"})
        EXPECT_EQ(LoneNode(blend(share)).run({dry, dry}), dry);
    for (const char* part : {"mid", "side", "left", "right"}) {
        Sound component = LoneNode({"component", Datum::map({{"part", part}}), {2}}).run({dry});
        for (const char* share : {"0 %", "33 %", "100 %"})
            EXPECT_EQ(LoneNode(blend(share, {1, 2}, part)).run({component, dry}), dry) << part;
    }
}

TEST(Blend, MovesWithinASample) {
    LoneNode node(blend("0 %"));
    node.move("share", [](double frame) { return frame < 100.5 ? 0 : 100; });
    Sound y = node.run({wet, dry});
    for (int i = 0; i < 256; ++i) EXPECT_EQ(y[1][i], i <= 100 ? dry[1][i] : wet[1][i]);
}

TEST(Blend, IsAsWideAsTheWiderOfTheTwo) {
    Sound mono{noise(256, 5)};
    Sound up = LoneNode(blend("25 %", {2, 1})).run({wet, mono});
    Sound down = LoneNode(blend("25 %", {1, 2})).run({mono, dry});
    ASSERT_EQ(up.size(), 2u);
    ASSERT_EQ(down.size(), 2u);
    for (int c = 0; c < 2; ++c)
        for (int i = 0; i < 256; ++i) {
            EXPECT_NEAR(up[c][i], 0.25 * wet[c][i] + 0.75 * mono[0][i], 3e-7);
            EXPECT_NEAR(down[c][i], 0.25 * mono[0][i] + 0.75 * dry[c][i], 3e-7);
        }
    EXPECT_EQ(LoneNode(blend("25 %", {2, 6})).run({wet, Sound(6, noise(256, 6))}).size(), 6u);
}

TEST(Blend, ReplacesOnePartOfAStereoSignal) {
    Sound in{noise(256, 5)};
    auto mid = [](const Sound& x, int i) { return 0.5 * (double(x[0][i]) + x[1][i]); };
    auto side = [](const Sound& x, int i) { return 0.5 * (double(x[0][i]) - x[1][i]); };
    Sound onMid = LoneNode(blend("100 %", {1, 2}, "mid")).run({in, dry});
    Sound onSide = LoneNode(blend("50 %", {1, 2}, "side")).run({in, dry});
    Sound onLeft = LoneNode(blend("100 %", {1, 2}, "left")).run({in, dry});
    Sound onRight = LoneNode(blend("50 %", {1, 2}, "right")).run({in, dry});
    for (int i = 0; i < 256; ++i) {
        EXPECT_NEAR(mid(onMid, i), in[0][i], 3e-7);
        EXPECT_NEAR(side(onMid, i), side(dry, i), 3e-7);
        EXPECT_NEAR(side(onSide, i), 0.5 * (in[0][i] + side(dry, i)), 3e-7);
        EXPECT_NEAR(mid(onSide, i), mid(dry, i), 3e-7);
        EXPECT_NEAR(onRight[1][i], 0.5 * (in[0][i] + dry[1][i]), 3e-7);
    }
    EXPECT_EQ(onLeft, (Sound{in[0], dry[1]})); // to the bit
    EXPECT_EQ(onRight[0], dry[0]);
}

TEST(Blend, IsTheSameEveryWay) {
    expectTheSameEveryWay(blend("30 %"));
    expectTheSameEveryWay(blend("30 %", {1, 2}, "side"));
    expectTheSameEveryWay(blend("30 %", {1, 2}, "left"));
}

TEST(Component, IsTakenByItsFormula) {
    auto take = [](const char* part) {
        return LoneNode({"component", Datum::map({{"part", part}}), {2}}).run({dry});
    };
    for (int i = 0; i < 256; ++i) {
        EXPECT_EQ(take("mid")[0][i], (dry[0][i] + dry[1][i]) / 2);
        EXPECT_EQ(take("side")[0][i], (dry[0][i] - dry[1][i]) / 2);
    }
    EXPECT_EQ(take("left"), Sound{dry[0]});
    EXPECT_EQ(take("right"), Sound{dry[1]});
    expectTheSameEveryWay({"component", Datum::map({{"part", "side"}}), {2}});
}

TEST(Component, OfMonoIsTheSignalItselfButForItsSide) {
    Sound x{noise(256, 5)};
    for (const char* part : {"mid", "left", "right"})
        EXPECT_EQ(LoneNode({"component", Datum::map({{"part", part}}), {1}}).run({x}), x) << part;
    EXPECT_EQ(LoneNode({"component", Datum::map({{"part", "side"}}), {1}}).run({x}),
              Sound{std::vector<float>(256)});
}

}
}
