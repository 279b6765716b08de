// Numbers on the control grid: one value per 32 frames, straight between them, also where control signals
// move them.
// SPDX-License-Identifier: MIT
#include "framework/audio/curve.h"
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

// What a grid number must be at a frame for a value at each grid point.
template <class AtFrame> double stepped(int frame, AtFrame value) {
    int step = frame / controlStep * controlStep;
    double a = value(double(step)), b = value(double(step + controlStep));
    return a + (b - a) * (frame - step) / controlStep;
}

Channels shown(const char* number, const Datum& curve, int frames) {
    Graph g;
    g.add("show", "probe_show", arguments({{number, curve}}));
    g.output("mix", "show");
    return render(std::move(g), frames);
}

TEST(Grid, automationFollowsStepsOf32Frames) {
    auto x = shown(
        "grid", automation({{10, "5"}, {200, "100", "smooth"}, {777.7, "-50", "hold"}, {900, "3"}}), 1500)[0];
    auto smooth = [](double u) { return u * u * (3 - 2 * u); };
    auto value = [&](double t) {
        return t < 10      ? 5
               : t < 200   ? 5 + 95 * (t - 10) / 190
               : t < 777.7 ? 100 - 150 * smooth((t - 200) / 577.7)
               : t < 900   ? -50.
                           : 3.;
    };
    for (int i = 0; i < 1500; ++i) ASSERT_NEAR(x[i], stepped(i, value), 2e-5) << i;
}

TEST(Grid, anExponentialSegmentIsStraightInTheLogarithm) {
    auto x = shown("frequency", automation({{0, "20 Hz", "exponential"}, {10000, "20 kHz"}}), 11000)[1];
    auto value = [](double t) { return t < 10000 ? 20 * std::pow(1000, t / 10000) : 20000; };
    for (int i = 0; i < 11000; ++i) ASSERT_NEAR(x[i] / stepped(i, value), 1, 3e-7) << i;
}

// A jump takes one step wherever it lies, also at a quantum's edge and at the first point.
TEST(Grid, aJumpTakesOneStepWhereverItLies) {
    for (double at : {32., 64., 96., 128., 192., 40., 100., 127.})
        for (bool first : {true, false}) {
            std::vector<WrittenPoint> points{{at, "1"}, {at, "2", "hold"}};
            if (!first) points.insert(points.begin(), {0, "1", "hold"});
            auto x = shown("grid", automation(points), 320)[0];
            for (int i = 0; i < 320; ++i)
                ASSERT_EQ(x[i], float(stepped(i, [&](double t) { return t < at ? 1. : 2.; })))
                    << "frame " << i << ", jump at " << at << (first ? ", first point" : "");
        }
}

TEST(Grid, numbersByTheFrameAreExactToTheSample) {
    auto x = shown("sample", automation({{10.5, "5"}, {200, "100"}, {200, "7", "hold"}, {300, "8"}}), 400)[2];
    for (int i = 0; i < 400; ++i) {
        double value = i < 10.5 ? 5 : i < 200 ? 5 + 95 * (i - 10.5) / 189.5 : i < 300 ? 7 : 8;
        ASSERT_NEAR(x[i], value, 1e-5) << i;
    }
}

TEST(Grid, controlSignalsAddToAutomationInTheNumbersUnit) {
    Graph g;
    g.add("ramp", "probe_ramp", arguments({{"slope", "0.001"}}));
    g.add("show", "probe_show",
          arguments({{"grid", automation({{0, "1"}, {6400, "2"}})}, {"frequency", "100 Hz"}}));
    g.connect("ramp", "show.grid", arguments({{"depth", "-2"}}));
    g.connect("ramp", "show.frequency", arguments({{"depth", "0.5"}}));
    g.connect("ramp", "show.sample", arguments({{"depth", "3"}}));
    g.connect("ramp", "show.level", arguments({{"depth", "-6 dB"}}));
    g.output("mix", "show");
    auto x = render(std::move(g), 6400);
    for (int i = 0; i < 6400; ++i) {
        double moved = i * 0.001;
        ASSERT_NEAR(x[0][i], 1 + i / 6400. - 2 * moved, 1e-5);
        ASSERT_NEAR(x[1][i], stepped(i, [](double t) { return 100 * std::exp2(0.5 * t * 0.001); }), 1e-3);
        ASSERT_NEAR(x[2][i], 3 * moved, 1e-5);
        ASSERT_NEAR(x[3][i], std::pow(10, -6 * moved / 20), 1e-6);
    }
}

TEST(Grid, whatMovesANumberStaysInItsRange) {
    for (const char* depth : {"1e6", "-1e6", "1000", "-1000"}) {
        Graph g;
        g.add("ramp", "probe_ramp", arguments({{"slope", "1e6"}}));
        g.add("show", "probe_show", arguments({{"level", "-inf dB"}}));
        for (const char* to : {"grid", "frequency", "sample", "level"})
            g.connect("ramp", std::string("show.") + to, arguments({{"depth", depth}}));
        g.output("mix", "show");
        auto x = render(std::move(g), 1000);
        for (int c = 1; c < 4; ++c)
            for (int i = 0; i < 1000; ++i)
                ASSERT_TRUE(std::isfinite(x[c][i])) << depth << ", channel " << c << ", frame " << i;
        EXPECT_EQ(x[1][999], depth[0] == '-' ? 1.f : 20000.f) << depth;
        EXPECT_EQ(std::abs(x[2][999]), 1e9f) << depth;
    }
}

TEST(Grid, aNumberThatRestsIsTheOneThatWasWritten) {
    auto x = shown("frequency", Datum("123.456 Hz"), 200)[1];
    for (float v : x) ASSERT_EQ(v, 123.456f);
}

}
}
