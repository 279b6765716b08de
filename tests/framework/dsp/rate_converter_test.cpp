// Conversion between rates, against sines whose samples are known.
// SPDX-License-Identifier: MIT
#include "framework/dsp/rate_converter.h"
#include <gtest/gtest.h>

namespace stemwright {
namespace {

std::vector<float> sine(double frequency, double rate, int frames, double delay = 0) {
    std::vector<float> x;
    for (int i = 0; i < frames; ++i) x.push_back(float(std::sin(2 * M_PI * frequency * (i - delay) / rate)));
    return x;
}

std::vector<float> converted(const std::vector<float>& in, int from, int to, double delay) {
    RateConverter converter(std::make_shared<RateFilters>(from, to, delay));
    std::vector<float> out;
    for (float x : in)
        for (converter.put(x); !converter.wants();) out.push_back(converter.take());
    return out;
}

class Rates : public testing::TestWithParam<std::pair<int, int>> {};

TEST_P(Rates, aSineComesOutAsLateAsItSays) {
    auto [from, to] = GetParam();
    int shortest = RateFilters::shortestDelay(from, to);
    for (double frequency : {100., 0.3 * std::min(from, to), 0.42 * std::min(from, to)})
        for (double delay : {double(shortest), shortest + 0.37}) {
            auto y = converted(sine(frequency, from, from / 4), from, to, delay);
            auto expected = sine(frequency, to, int(y.size()), delay * to / from);
            size_t settled = size_t(2 * delay * to / from) + 2;
            for (size_t i = settled; i < y.size(); ++i) ASSERT_NEAR(y[i], expected[i], 1e-4) << frequency;
        }
}

TEST_P(Rates, whatTheLowerRateCannotHoldIsGone) {
    auto [from, to] = GetParam();
    if (to >= from) return;
    double delay = RateFilters::shortestDelay(from, to);
    auto y = converted(sine(0.54 * to, from, from / 4), from, to, delay);
    for (size_t i = size_t(2 * delay * to / from) + 2; i < y.size(); ++i) ASSERT_LT(std::abs(y[i]), 1e-4f);
}

TEST_P(Rates, startsAfreshAfterAReset) {
    auto [from, to] = GetParam();
    RateConverter converter(std::make_shared<RateFilters>(from, to, RateFilters::shortestDelay(from, to)));
    std::vector<float> runs[2];
    for (auto& run : runs) {
        for (float x : sine(1000, from, 999))
            for (converter.put(x); !converter.wants();) run.push_back(converter.take());
        converter.reset();
    }
    EXPECT_EQ(runs[0], runs[1]);
    EXPECT_EQ(runs[0].size(), size_t((int64_t(999) * to + from - 1) / from));
}

INSTANTIATE_TEST_SUITE_P(RateConverter, Rates,
                         testing::Values(std::pair(48000, 44100), std::pair(44100, 48000),
                                         std::pair(48000, 16000), std::pair(16000, 48000),
                                         std::pair(44100, 16000), std::pair(96000, 22050)));

}
}
