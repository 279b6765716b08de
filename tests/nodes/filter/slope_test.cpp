// Tests highpass and lowpass against Butterworth's formula.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include "tests/nodes/spectrum.h"
#include "tests/nodes/timing.h"

namespace stemwright {
namespace {

struct Setup filter(bool high, double cutoff, const std::string& slope, int channels = 1) {
    return {.type = high ? "highpass" : "lowpass",
            .arguments = Datum::map({{"cutoff", std::to_string(cutoff) + " Hz"}, {"slope", slope}}),
            .channels = {channels}};
}

TEST(SlopeFilters, FallBySixToFortyEightDecibelsPerOctave) {
    for (bool high : {false, true})
        for (double cutoff : {100., 1000., 8000.})
            for (auto [slope, order] :
                 {std::pair("6", 1), {"12", 2}, {"18", 3}, {"24", 4}, {"36", 6}, {"48", 8}}) {
                std::vector<float> y = LoneNode(filter(high, cutoff, slope)).run({{impulse(48000)}})[0];
                double bent = std::tan(std::numbers::pi * cutoff / 48000);
                auto atOctaves = [&](double octaves) { // from the cutoff into the stop band
                    double f = std::atan(bent * std::exp2(high ? -octaves : octaves)) / std::numbers::pi;
                    return inDecibels(gainAt(y, f));
                };
                EXPECT_NEAR(atOctaves(0), -3.0103, 2e-3) << slope << " at " << cutoff;
                for (double octaves : {-3., -1., 0.5, 1.})
                    EXPECT_NEAR(atOctaves(octaves), -10 * std::log10(1 + std::exp2(2 * octaves * order)),
                                0.01)
                        << slope << " at " << cutoff << ", " << octaves << " octaves";
            }
}

TEST(SlopeFilters, StayCalmBeyondHalfTheRate) {
    struct Setup setup = filter(false, 20000, "48");
    setup.rate = 32000;
    std::vector<float> y = LoneNode(setup).run({{noise(32000)}})[0];
    for (float v : y) ASSERT_LT(std::abs(v), 4);
}

TEST(SlopeFilters, AreDoneRingingAfterTheirTail) {
    for (bool high : {false, true})
        for (const char* slope : {"6", "48"}) {
            LoneNode node(filter(high, 30, slope));
            int tail = int(node.node().tail());
            std::vector<float> y = node.run({{impulse(tail + 4800)}})[0];
            for (int i = tail; i < tail + 4800; ++i) ASSERT_LT(std::abs(y[i]), 3e-8);
        }
}

TEST(SlopeFilters, DoNotClickWhenTheyAreMoved) {
    LoneNode node(filter(false, 4000, "24"));
    node.move("cutoff", [](double frame) { return frame < 9600 ? 4000. : 400.; });
    std::vector<float> y = node.run({{sine(24000, 200. / 48000, 0.25)}})[0];
    EXPECT_LT(steepest(y, 4000, 24000), 1.2 * steepest(y, 4000, 9000));
}

TEST(SlopeFilters, GiveTheSameBitsInAnyCompany) {
    for (const char* slope : {"6", "18", "48"}) {
        expectTheSameEveryWay(filter(true, 90, slope, 2));
        expectTheSameEveryWay(filter(false, 900, slope, 3), 1024);
        expectTimeInvariance(filter(false, 900, slope), {{noise(1000)}});
    }
}

}
}
