// Width and polarity of stereo, and the matrix of channels.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"

namespace stemwright {
namespace {

Setup width(const char* amount, int channels = 2) {
    return {"width", Datum::map({{"amount", amount}}), {channels}};
}

TEST(Width, OfOneChangesNothing) {
    Sound x{noise(256, 1), noise(256, 2)};
    EXPECT_EQ(LoneNode(width("1")).run({x}), x);
}

TEST(Width, OfNoneIsTheMiddleOnBothSides) {
    Sound x{noise(256, 1), noise(256, 2)}, y = LoneNode(width("0")).run({x});
    EXPECT_EQ(y[0], y[1]);
    for (int i = 0; i < 256; ++i) EXPECT_EQ(y[0][i], (x[0][i] + x[1][i]) * 0.5f);
}

TEST(Width, OfTwoDoublesTheSidesAndKeepsTheMiddle) {
    Sound x{noise(256, 1), noise(256, 2)}, y = LoneNode(width("2")).run({x});
    for (int i = 0; i < 256; ++i) {
        EXPECT_NEAR(y[0][i] + y[1][i], x[0][i] + x[1][i], 5e-7);
        EXPECT_NEAR(y[0][i] - y[1][i], 2 * (x[0][i] - x[1][i]), 5e-7);
    }
}

TEST(Width, PassesMono) {
    auto x = noise(256);
    EXPECT_EQ(LoneNode(width("0.3", 1)).run({{x}})[0], x);
}

TEST(Width, IsTheSameEveryWay) { expectTheSameEveryWay(width("1.3")); }

TEST(Polarity, CancelsAgainstTheSignal) {
    Sound x{noise(256, 1), noise(256, 2)};
    for (const char* which : {"all", "left", "right"}) {
        Sound y = LoneNode({"polarity", Datum::map({{"invert", which}}), {2}}).run({x});
        for (int c = 0; c < 2; ++c) {
            bool inverted = *which == 'a' || (*which == 'l') == (c == 0);
            for (int i = 0; i < 256; ++i) EXPECT_EQ(y[c][i], inverted ? -x[c][i] : x[c][i]);
        }
    }
    expectTheSameEveryWay({"polarity", Datum::map({{"invert", "right"}}), {2}});
}

Datum rows(std::vector<std::vector<Datum>> rows) {
    std::vector<Datum> lists;
    for (auto& row : rows) lists.push_back(Datum::sequence(row));
    return Datum::map({{"rows", Datum::sequence(lists)}});
}

TEST(Matrix, HasAnOutputForEachRowAndAFactorForEachInput) {
    Sound x{noise(256, 1), noise(256, 2)};
    struct Setup setup {
        "matrix", rows({{"0", "1"}, {"1"}, {"0.5", "-0.5"}}), { 2 }
    };
    Sound y = LoneNode(setup).run({x});
    ASSERT_EQ(y.size(), 3u);
    EXPECT_EQ(y[0], x[1]);
    EXPECT_EQ(y[1], x[0]);
    for (int i = 0; i < 256; ++i) EXPECT_EQ(y[2][i], 0.5f * x[0][i] - 0.5f * x[1][i]);
    expectTheSameEveryWay(setup);
}

TEST(Matrix, WithoutRowsIsAProblem) {
    EXPECT_THROW(LoneNode({"matrix", Datum::map({}), {2}}), std::runtime_error);
}

TEST(Output, PassesEveryBit) {
    Sound x{noise(256, 1), noise(256, 2)};
    EXPECT_EQ(LoneNode({"output", Datum::map({}), {2}}).run({x}), x);
}

}
}
