// Decay, density and level of the reverb.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include <cmath>
#include <complex>
#include <numeric>

namespace stemwright {
namespace {

struct Setup reverb(std::vector<std::pair<std::string, Datum>> arguments, int channels = 1) {
    return {"reverb", Datum::map(std::move(arguments)), {channels}};
}

// Two band-passes of an octave, in double precision (Audio EQ Cookbook).
std::vector<double> octave(const std::vector<float>& x, double hz, double rate = 48000) {
    std::vector<double> y(x.begin(), x.end());
    double w = 2 * M_PI * hz / rate, alpha = std::sin(w) / (2 * 1.414), a0 = 1 + alpha;
    for (int pass = 0; pass < 2; ++pass) {
        double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
        for (double& v : y) {
            double in = v;
            v = (alpha * in - alpha * x2 + 2 * std::cos(w) * y1 - (1 - alpha) * y2) / a0;
            x2 = x1, x1 = in, y2 = y1, y1 = v;
        }
    }
    return y;
}

// Time to fall by 60 dB, from the slope between -5 and -35 dB of Schroeder's backward integral.
double decayTime(const std::vector<double>& y, double rate = 48000) {
    std::vector<double> left(y.size() + 1);
    for (size_t i = y.size(); i-- > 0;) left[i] = left[i + 1] + y[i] * y[i];
    auto when = [&](double db) {
        size_t i = 0;
        while (i < y.size() && left[i] > left[0] * std::pow(10, db / 10)) ++i;
        return double(i) / rate;
    };
    return 2 * (when(-35) - when(-5));
}

double rms(const std::vector<float>& x, size_t from, size_t to) {
    double sum = 0;
    for (size_t i = from; i < to; ++i) sum += double(x[i]) * x[i];
    return std::sqrt(sum / double(to - from));
}

// P. Kellet's filter (musicdsp.org, 1999): -3 dB per octave.
std::vector<float> pink(int frames, uint32_t seed) {
    auto x = noise(frames, seed, 0.1f);
    double b0 = 0, b1 = 0, b2 = 0;
    for (float& v : x) {
        b0 = 0.99765 * b0 + v * 0.0990460;
        b1 = 0.96300 * b1 + v * 0.2965164;
        b2 = 0.57000 * b2 + v * 1.0526913;
        v = float(b0 + b1 + b2 + v * 0.1848);
    }
    return x;
}

void fft(std::vector<std::complex<double>>& x) {
    size_t n = x.size();
    for (size_t i = 1, j = 0; i < n; ++i) {
        size_t b = n >> 1;
        for (; j & b; b >>= 1) j ^= b;
        if (i < (j ^= b)) std::swap(x[i], x[j]);
    }
    for (size_t m = 2; m <= n; m *= 2)
        for (size_t k = 0; k < m / 2; ++k) {
            auto w = std::polar(1.0, -2 * M_PI * double(k) / double(m));
            for (size_t i = k; i < n; i += m) {
                auto a = x[i], b = x[i + m / 2] * w;
                x[i] = a + b, x[i + m / 2] = a - b;
            }
        }
}

TEST(Reverb, DecaysInTheTimeThatItIsToldInEveryBand) {
    for (double decay : {0.5, 1.8, 6.0})
        for (const char* size : {"0", "0.6", "1"}) {
            LoneNode node(reverb({{"decay", std::to_string(decay)}, {"size", size}, {"damping", "20000"}}));
            auto y = node.run({{impulse(int(48000 * decay * 1.5))}})[1];
            for (double hz : {250., 1000., 4000.})
                EXPECT_NEAR(decayTime(octave(y, hz)) / decay, 1, 0.1) << decay << " " << size << " " << hz;
        }
}

TEST(Reverb, DecaysHalfAsLongWhereItIsDamped) {
    for (double damping : {2000., 4000.}) {
        LoneNode node(reverb({{"decay", "2 s"}, {"damping", std::to_string(damping)}}));
        auto y = node.run({{impulse(48000 * 3)}})[0];
        EXPECT_NEAR(decayTime(octave(y, 250)), 2, 0.2);
        EXPECT_NEAR(decayTime(octave(y, damping)), 1, 0.15);
    }
}

TEST(Reverb, IsAboutAsLoudAsItsInput) {
    for (const char* decay : {"0.5 s", "1.8 s", "6 s"}) {
        auto l = pink(48000 * 20, 1), r = pink(48000 * 20, 2);
        Sound y = LoneNode(reverb({{"decay", decay}}, 2)).run({{l, r}});
        size_t half = l.size() / 2;
        for (int c = 0; c < 2; ++c)
            EXPECT_NEAR(20 * std::log10(rms(y[c], half, l.size()) / rms(c ? r : l, half, l.size())), 0, 1)
                << decay;
    }
}

// Share of samples beyond one standard deviation against that of a normal distribution: J. Abel and P. Huang,
// "A simple, robust measure of reverberation echo density" (AES 121, 2006). 1 is as dense as noise.
TEST(Reverb, IsAsDenseAsNoiseAfterATenthOfASecond) {
    auto y = LoneNode(reverb({{"predelay", "0"}})).run({{impulse(48000)}})[0];
    auto density = [&](int at) {
        int window = 960, beyond = 0;
        double deviation = rms(y, at, at + window);
        for (int i = at; i < at + window; ++i) beyond += std::abs(y[i]) > deviation;
        return beyond / (0.3173 * window);
    };
    RecordProperty("at_50_ms", std::to_string(density(2400)));
    RecordProperty("at_100_ms", std::to_string(density(4800)));
    double sum = 0;
    for (int at = 4800; at < 24000; at += 960) sum += density(at) / 20;
    EXPECT_GT(density(4800), 0.75);
    EXPECT_NEAR(sum, 1, 0.07);
}

// A response of many modes that lie over each other is like noise: its power is distributed exponentially,
// with a highest peak of about ln N over the mean, 9.6 dB for 9,000 points. A ringing mode stands out.
TEST(Reverb, HasNoModeThatStandsOut) {
    for (auto [size, decay] : {std::pair{"0", "0.7 s"}, std::pair{"0.6", "1.8 s"}, std::pair{"1", "3 s"}}) {
        auto y = LoneNode(reverb({{"damping", "20000"}, {"size", size}, {"decay", decay}}))
                     .run({{impulse(131072)}})[0];
        std::vector<std::complex<double>> x(131072);
        for (size_t i = 9600; i < x.size(); ++i) x[i] = y[i];
        fft(x);
        double highest = 0, mean = 0, line = 0;
        int from = 300 * 131072 / 48000, to = 16000 * 131072 / 48000;
        for (int k = from; k < to; ++k) mean += std::norm(x[k]) / (to - from);
        for (int k = from; k < to; ++k) highest = std::max(highest, std::norm(x[k]) / mean);
        for (int third = 0; third < 15; ++third) { // evenness of thirds of an octave from 400 Hz on
            int a = int(400 * std::exp2(third / 3.0) * 131072 / 48000),
                b = int(400 * std::exp2((third + 1) / 3.0) * 131072 / 48000);
            double power = 0;
            for (int k = a; k < b; ++k) power += std::norm(x[k]) / (b - a);
            line = std::max(line, std::abs(10 * std::log10(power / mean)));
        }
        RecordProperty(std::string("peak_dB_size_") + size, std::to_string(10 * std::log10(highest)));
        RecordProperty(std::string("thirds_dB_size_") + size, std::to_string(line));
        EXPECT_LT(10 * std::log10(highest), 16);
        EXPECT_LT(line, 3);
    }
}

TEST(Reverb, AnswersAfterThePredelay) {
    auto y = LoneNode(reverb({{"predelay", "100 ms"}})).run({{impulse(9600)}})[0];
    for (int i = 0; i < 4800; ++i) ASSERT_EQ(y[i], 0);
}

TEST(Reverb, EndsInSilence) {
    LoneNode node(reverb({{"decay", "0.5 s"}}));
    auto x = noise(4800);
    x.resize(48000 * 15);
    Sound y = node.run({{x}});
    EXPECT_LT(rms(y[0], size_t(node.node().tail()) + 4800, x.size()), 1e-4);
    for (size_t i = 48000 * 12; i < x.size(); ++i) ASSERT_EQ(y[0][i], 0) << i;
}

TEST(Reverb, IsMonoWithoutWidth) {
    Sound y = LoneNode(reverb({{"width", "0"}}, 2)).run({{noise(9600, 1), noise(9600, 2)}});
    EXPECT_EQ(y[0], y[1]);
    Sound wide = LoneNode(reverb({})).run({{noise(96000, 1)}});
    double both = std::inner_product(wide[0].begin() + 9600, wide[0].end(), wide[1].begin() + 9600, 0.0);
    EXPECT_LT(std::abs(both) / (86400 * rms(wide[0], 9600, 96000) * rms(wide[1], 9600, 96000)), 0.3);
}

TEST(Reverb, IsTheSameEveryWay) {
    expectTheSameEveryWay(reverb({}, 2), 16384);
    expectTheSameEveryWay(reverb({{"size", "0.1"}}, 1), 8192);
}

}
}
