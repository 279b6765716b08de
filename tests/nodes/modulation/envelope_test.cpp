// Times and scales of the follower.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include <cmath>

namespace stemwright {
namespace {

struct Setup envelope(std::vector<std::pair<std::string, Datum>> arguments, int channels = 1) {
    return {"envelope", Datum::map(std::move(arguments)), {channels}};
}

TEST(Envelope, RisesAndFallsInItsTimes) {
    LoneNode node(envelope({{"attack", "20 ms"}, {"release", "100 ms"}}));
    std::vector<float> x(48000);
    std::fill(x.begin(), x.begin() + 24000, 0.5f);
    node.run({{x}});
    const auto& values = node.control(0);
    for (int step = 0; step < 1500; ++step) {
        double t = (step + 1) * 32, up = 0.5 * (1 - std::exp(-std::min(t, 24000.) / 960));
        EXPECT_NEAR(values[step].second, t <= 24000 ? up : up * std::exp(-(t - 24000) / 4800), 5e-5) << step;
        if (step > 0) {
            EXPECT_EQ(values[step].first, values[step - 1].second);
        }
    }
}

TEST(Envelope, ShowsDecibelsFromMinus60To0) {
    for (auto [level, value] : {std::pair{1.f, 1.}, std::pair{0.1f, 2 / 3.}, std::pair{0.0001f, 0.}}) {
        LoneNode node(envelope({{"attack", "1 ms"}, {"scale", "dB"}}));
        node.run({{std::vector<float>(9600, level)}});
        EXPECT_NEAR(node.control(0).back().second, value, 1e-5);
    }
}

TEST(Envelope, HearsTheLoudestChannelAndBothPolarities) {
    LoneNode node(envelope({{"attack", "1 ms"}}, 2));
    node.run({{std::vector<float>(9600, 0.1f), std::vector<float>(9600, -0.4f)}});
    EXPECT_NEAR(node.control(0).back().second, 0.4, 1e-5);
}

TEST(Envelope, IsTheSameEveryWay) {
    expectTheSameEveryWay(envelope({}, 2));
    expectTheSameEveryWay(envelope({{"scale", "dB"}}));
}

}
}
