// Automation of levels against formulas in double precision; the Web Audio tests' figures for the worst
// error.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

double amplitudeOf(double db) { return std::pow(10, db / 20); }

// The amplitude that a gain and a wire under this automation give to a constant 1; both must agree.
std::vector<float> levels(const Datum& curve, int frames, Timeline timeline = {}) {
    Graph g(timeline);
    addConstant(g, "one");
    g.add("gain", "gain", arguments({{"gain", curve}}));
    g.add("wired", "gain");
    g.connect("one", "gain");
    g.connect("one", "wired", arguments({{"level", curve}}));
    g.output("gain", "gain");
    g.output("wire", "wired");
    auto heard = renderOutputs(compile(std::move(g)), {0, frames});
    EXPECT_EQ(difference(heard[0], heard[1]), "");
    return heard[0][0];
}

template <class Formula> double worst(const std::vector<float>& x, int from, int to, Formula formula) {
    double error = 0;
    for (int i = from; i < to; ++i) error = std::max(error, std::abs(x[i] - formula(double(i))));
    return error;
}

TEST(Automation, aValueThatIsSetIsExact) {
    auto x =
        levels(automation({{0, "-6 dB", "hold"}, {1000, "-20 dB", "hold"}, {2000, "0 dB", "hold"}}), 3000);
    EXPECT_LE(worst(x, 0, 1000, [](double) { return amplitudeOf(-6); }), 6e-8);
    EXPECT_LE(worst(x, 1000, 2000, [](double) { return amplitudeOf(-20); }), 6e-8);
    EXPECT_LE(worst(x, 2000, 3000, [](double) { return 1.; }), 0);
}

TEST(Automation, aRampFromSilenceIsStraightInAmplitude) {
    auto x = levels(automation({{100, "-inf dB"}, {10100, "0 dB"}, {30100, "-inf dB"}}), 31000);
    EXPECT_LE(worst(x, 0, 100, [](double) { return 0.; }), 0);
    EXPECT_LE(worst(x, 100, 10100, [](double t) { return (t - 100) / 10000; }), 1.865e-6);
    EXPECT_LE(worst(x, 10100, 30100, [](double t) { return 1 - (t - 10100) / 20000; }), 1.865e-6);
    EXPECT_LE(worst(x, 30100, 31000, [](double) { return 0.; }), 0);
}

TEST(Automation, aRampBetweenLevelsIsStraightInDecibels) {
    for (const char* shape : {"linear", "exponential"}) {
        auto x = levels(automation({{64, "-80 dB", shape}, {48064, "0 dB"}}), 50000);
        EXPECT_LE(worst(x, 0, 64, [](double) { return amplitudeOf(-80); }), 1e-9);
        EXPECT_LE(worst(x, 64, 48064, [](double t) { return amplitudeOf(-80 + 80 * (t - 64) / 48000); }),
                  1.222e-5);
        EXPECT_LE(worst(x, 48064, 50000, [](double) { return 1.; }), 0);
    }
}

TEST(Automation, aSmoothCurveIsLevelAtBothEnds) {
    auto eased = [](double u) { return u * u * (3 - 2 * u); };
    auto x =
        levels(automation({{10, "-40 dB", "smooth"}, {20010, "0 dB", "smooth"}, {30010, "-inf dB"}}), 31000);
    EXPECT_LE(worst(x, 10, 20010, [&](double t) { return amplitudeOf(-40 + 40 * eased((t - 10) / 20000)); }),
              3.7194e-6);
    EXPECT_LE(worst(x, 20010, 30010, [&](double t) { return 1 - eased((t - 20010) / 10000); }), 3.7194e-6);
    EXPECT_LT(std::abs(x[11] / amplitudeOf(-40) - 1), 1e-6);
}

TEST(Automation, eventsMayLieBetweenSamples) {
    auto x =
        levels(automation({{100.25, "-inf dB"}, {200.75, "0 dB", "hold"}, {300.5, "-12 dB", "hold"}}), 400);
    EXPECT_EQ(x[100], 0.f);
    EXPECT_LE(worst(x, 101, 201, [](double t) { return (t - 100.25) / 100.5; }), 1e-7);
    EXPECT_LE(worst(x, 201, 301, [](double) { return 1.; }), 0);
    EXPECT_LE(worst(x, 301, 400, [](double) { return amplitudeOf(-12); }), 6e-8);
}

TEST(Automation, twoPointsAtOneTimeJumpThere) {
    for (double at : {0., 63., 64., 65., 100., 128., 100.5}) {
        auto x =
            levels(automation({{at, "-20 dB"}, {at, "0 dB"}, {at + 100, "-6 dB"}, {at + 100, "3 dB"}}), 400);
        for (int i = 0; i < 400; ++i) {
            double db = i < at ? -20 : i < at + 100 ? -6 * (i - at) / 100 : 3;
            ASSERT_NEAR(x[i], amplitudeOf(db), 2e-7) << i << " of a jump at " << at;
        }
    }
}

TEST(Automation, holdsBeforeTheFirstAndAfterTheLastPoint) {
    auto x = levels(automation({{500, "-3 dB"}, {600, "-9 dB"}}), 1000);
    EXPECT_LE(worst(x, 0, 500, [](double) { return amplitudeOf(-3); }), 6e-8);
    EXPECT_LE(worst(x, 600, 1000, [](double) { return amplitudeOf(-9); }), 6e-8);
    x = levels(automation({{500, "-3 dB"}}), 1000);
    EXPECT_LE(worst(x, 0, 1000, [](double) { return amplitudeOf(-3); }), 6e-8);
}

TEST(Automation, barsFollowTempoAndMetre) {
    TempoMap tempo;
    tempo.meter(1, 3, 4);
    tempo.meter(3, 6, 8); // bars of three quarters all the same
    tempo.tempo(0, 120);  // 0.5 s a quarter
    tempo.tempo(6, 60);   // from bar 3 on 1 s
    Timeline timeline{1000, tempo};
    auto at = [](const char* time, const char* level) {
        return Datum::sequence({Datum(time), Datum(level), Datum("hold")});
    };
    auto curve =
        arguments({{"points", Datum::sequence({at("1|1", "0 dB"), at("2|2", "-6 dB"), at("3|1", "-12 dB"),
                                               at("3|4", "-18 dB"), at("4|1.5", "-24 dB")})}});
    auto x = levels(curve, 7000, timeline);
    // Bar 2 beat 2 lies 4 quarters in, bar 3 six; beat 4 of 6/8 is 1.5 quarters on; 4|1.5 half an eighth.
    double jumps[] = {0, 2000, 3000, 4500, 6250, 7000}, db[] = {0, -6, -12, -18, -24};
    for (int part = 0; part < 5; ++part)
        EXPECT_LE(
            worst(x, int(jumps[part]), int(jumps[part + 1]), [&](double) { return amplitudeOf(db[part]); }),
            6e-8)
            << part;
}

TEST(Automation, longCurvesAreReadAtTheirPlaceFromAnywhere) {
    std::vector<WrittenPoint> points;
    for (int i = 0; i < 5000; ++i)
        points.push_back({i * 10.3, i % 2 ? "-1 dB" : "-30 dB", i % 3 ? "hold" : "linear"});
    auto whole = levels(automation(points), 52000);
    Graph g;
    addConstant(g, "one");
    g.add("gain", "gain", arguments({{"gain", automation(points)}}));
    g.connect("one", "gain");
    g.output("mix", "gain");
    Engine engine(compile(std::move(g)));
    for (int trial = 0; trial < 2; ++trial, engine.reset())
        for (int q = 0; q < 52000 / quantum; ++q) {
            engine.process();
            for (int i = 0; i < quantum; ++i) ASSERT_EQ(engine.output(0, 0)[i], whole[q * quantum + i]);
        }
}

TEST(Automation, ofAWireBeginsAgainWithTheSong) {
    Graph g;
    addConstant(g, "one");
    g.add("wired", "gain");
    g.connect("one", "wired", arguments({{"level", automation({{500, "0 dB"}, {1500, "-20 dB"}})}}));
    g.output("wire", "wired");
    Engine engine(compile(std::move(g)));
    auto song = [&] {
        std::vector<float> heard;
        while (heard.size() < 3000) {
            engine.process();
            heard.insert(heard.end(), engine.output(0, 0), engine.output(0, 0) + engine.turn());
        }
        return heard;
    };
    std::vector<float> first = song();
    engine.reset();
    EXPECT_EQ(song(), first);
}

}
}
