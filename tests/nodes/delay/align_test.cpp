// Offsets to either side.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include <cmath>

namespace stemwright {
namespace {

struct Setup by(const std::string& samples, int channels = 1) {
    return {"align", Datum::map({{"by", samples}}), {channels}};
}

TEST(Align, MovesWholeSamplesBitByBitAgainstThePlan) {
    auto x = noise(8192);
    for (int offset : {0, 1, 63, 64, 1000, 4800, -1, -64, -1000}) {
        LoneNode node(by(std::to_string(offset)));
        int late = node.node().latency() + offset;
        EXPECT_EQ(node.node().latency(), std::max(0, -offset));
        auto y = node.run({{x}})[0];
        for (int i = 0; i < 8192; ++i) ASSERT_EQ(y[i], i >= late ? x[i - late] : 0) << offset << " " << i;
    }
}

TEST(Align, MovesPartsOfASampleTo90dBUpToNineTenthsOfTheBand) {
    double worst = 0;
    for (double offset : {0.5, 0.25, -0.5, -3.125, 31.01, 100.7, -200.99})
        for (double band : {0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9}) {
            LoneNode node(by(std::to_string(offset)));
            std::vector<float> x(2048);
            double turn = M_PI * band;
            for (int i = 0; i < 2048; ++i) x[i] = float(std::sin(turn * i));
            auto y = node.run({{x}})[0];
            for (int i = 512; i < 2048; ++i)
                worst =
                    std::max(worst, std::abs(y[i] - std::sin(turn * (i - offset - node.node().latency()))));
        }
    RecordProperty("worst_dB", std::to_string(20 * std::log10(worst)));
    EXPECT_LT(20 * std::log10(worst), -90);
}

TEST(Align, TakesTimes) { EXPECT_EQ(LoneNode(by("-10 ms")).node().latency(), 480); }

TEST(Align, IsTheSameEveryWay) {
    expectTheSameEveryWay(by("37", 2));
    expectTheSameEveryWay(by("-12.3", 2));
}

}
}
