// Tests what the limiter promises: nothing above the ceiling, and nothing changed below it.
// SPDX-License-Identifier: MIT
#include "framework/audio/true_peak.h"
#include "tests/nodes/every_way.h"
#include "tests/nodes/spectrum.h"
#include "tests/nodes/timing.h"

namespace stemwright {
namespace {

struct Setup limiter(std::vector<std::pair<std::string, Datum>> arguments, int channels = 1) {
    return {.type = "limiter", .arguments = Datum::map(std::move(arguments)), .channels = {channels}};
}

double truePeak(const std::vector<float>& x) { // in dBTP
    TruePeak meter(1, 48000);
    meter.add(x.data(), int64_t(x.size()));
    return inDecibels(meter.peak());
}

// Material that is hard on a limiter, each with a second of silence behind it.
std::map<std::string, std::vector<float>> hardMaterial() {
    std::map<std::string, std::vector<float>> all;
    int n = 48000;
    all["noise"] = noise(n, 3, 4);
    all["clipped noise"] = noise(n, 5, 8);
    for (float& v : all["clipped noise"]) v = std::min(std::max(v, -1.f), 1.f);
    for (double f : {0.01, 0.1, 0.24, 0.25, 0.4, 0.45}) {
        std::vector<float> whole = sine(n, f, 2, 0.125), bursts = whole;
        for (int i = 0; i < n; ++i) bursts[i] *= float(i % 4000 > 2000);
        all["sine " + std::to_string(f)] = whole;
        all["bursts of " + std::to_string(f)] = bursts;
    }
    std::vector<float> drums(n), square(n), clicks(n), hiss = noise(n, 9);
    for (int i = 0; i < n; ++i) {
        int t = i % 6000;
        double sweep = 2 * std::numbers::pi * (50. * t / 48000 + 3 * (1 - std::exp(-t / 300.)));
        drums[i] = float(3 * (std::exp(-t / 900.) * std::sin(sweep) + std::exp(-t / 60.) * hiss[i]));
        square[i] = i / 500 % 2 ? 1.9f : -1.9f;
        clicks[i] = i % 777 ? 0.f : i % 2 ? 4.f : -3.f;
    }
    all["drums"] = drums, all["square"] = square, all["clicks"] = clicks;
    for (auto& [name, x] : all) x.resize(n + 9600);
    return all;
}

TEST(Limiter, LetsNoTruePeakOverTheCeiling) {
    for (const auto& [name, x] : hardMaterial())
        for (const char* lookahead : {"0.5 ms", "2 ms", "10 ms"})
            for (const char* release : {"1 ms", "80 ms"}) {
                LoneNode node(
                    limiter({{"lookahead", lookahead}, {"release", release}, {"ceiling", "-1 dBTP"}}));
                std::vector<float> y = node.run({{x}})[0];
                float loudest = 0;
                for (float v : y) loudest = std::max(loudest, std::abs(v));
                EXPECT_LE(truePeak(y), -1) << name << ", " << lookahead << ", " << release;
                EXPECT_LE(inDecibels(loudest), -1) << name << ", " << lookahead << ", " << release;
                EXPECT_GE(truePeak(y), -4.5)
                    << name << ", " << lookahead << ", " << release; // and not far below
            }
}

TEST(Limiter, HoldsASteadyToneAtTheCeiling) {
    for (double f : {0.002, 0.02, 0.25}) {
        LoneNode node(limiter({{"drive", "12 dB"}}));
        std::vector<float> x = sine(96000, f, 0.9, 0.125), y = node.run({{x}})[0];
        EXPECT_NEAR(inDecibels(amplitudeAt(y, f, 48000)), -1.03, 0.12) << f;
        EXPECT_GE(truePeak(y), -1.04) << f; // and not much lower
    }
}

TEST(Limiter, ChangesNotABitBelowTheCeiling) {
    for (const char* lookahead : {"0.5 ms", "2 ms", "10 ms"}) {
        LoneNode node(limiter({{"lookahead", lookahead}}, 2));
        std::vector<float> a = noise(9600, 1, 0.35f), b = noise(9600, 2, 0.35f);
        Sound y = node.run({{a, b}});
        int latency = node.node().latency();
        EXPECT_TRUE(std::equal(y[0].begin() + latency, y[0].end(), a.begin())) << lookahead;
        EXPECT_TRUE(std::equal(y[1].begin() + latency, y[1].end(), b.begin())) << lookahead;
        LoneNode again(limiter({{"lookahead", lookahead}}, 2));
        expectDeclaredLatency(again);
    }
}

TEST(Limiter, IsTransparentAgainSomeTimeAfterAPeak) {
    LoneNode node(limiter({{"release", "10 ms"}}));
    std::vector<float> x = noise(48000, 1, 0.3f);
    x[1000] = 5;
    std::vector<float> y = node.run({{x}})[0];
    int latency = node.node().latency();
    EXPECT_TRUE(std::equal(y.begin() + latency + 12000, y.end(), x.begin() + 12000));
    for (int i = 0; i < 900; ++i) ASSERT_EQ(y[i + latency], x[i]); // and until shortly before it
}

TEST(Limiter, ComesBackInItsRelease) {
    LoneNode node(limiter({{"release", "100 ms"}}));
    std::vector<float> x(48000, 0.1f);
    x[1000] = 10;
    std::vector<float> y = node.run({{x}})[0];
    int peak = 1000 + node.node().latency();
    auto reduction = [&](int frame) { return 1 - y[frame] / 0.1; };
    EXPECT_NEAR(reduction(peak + 4800 + 96) / reduction(peak + 96), std::exp(-1), 0.01);
}

TEST(Limiter, LinksItsChannels) {
    LoneNode node(limiter({}, 2));
    std::vector<float> loud = sine(48000, 0.01, 2), quiet = sine(48000, 0.013, 0.1);
    Sound y = node.run({{loud, quiet}});
    double a = amplitudeAt(y[0], 0.01, 24000) / 2, b = amplitudeAt(y[1], 0.013, 24000) / 0.1;
    EXPECT_NEAR(inDecibels(a), inDecibels(b), 0.01);
}

TEST(Limiter, DrivesByTheSample) {
    LoneNode node(limiter({}));
    node.move("drive", [](double frame) { return frame < 1000 ? 0. : -6.; });
    std::vector<float> y = node.run({{std::vector<float>(4800, 0.5f)}})[0];
    int latency = node.node().latency();
    EXPECT_EQ(y[latency + 999], 0.5f);
    EXPECT_NEAR(y[latency + 1000], 0.5 * std::pow(10, -6. / 20), 1e-7);
}

TEST(Limiter, GivesTheSameBitsInAnyCompany) {
    expectTheSameEveryWay(limiter({{"drive", "6 dB"}}, 2));
    expectTheSameEveryWay(limiter({{"drive", "6 dB"}, {"lookahead", "0.5 ms"}, {"release", "1 ms"}}, 1));
    expectTimeInvariance(limiter({{"drive", "6 dB"}}, 2), {{noise(2000), noise(2000, 2)}});
}

}
}
