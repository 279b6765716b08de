// Shapes of the oscillator, and that it keeps time.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include <cmath>

namespace stemwright {
namespace {

struct Setup lfo(std::vector<std::pair<std::string, Datum>> arguments) {
    return {"lfo", Datum::map(std::move(arguments)), {}};
}

double shape(const std::string& name, double turns) {
    double part = turns - std::floor(turns);
    if (name == "sine") return std::sin(2 * M_PI * part);
    if (name == "triangle") return part < 0.25 ? 4 * part : part < 0.75 ? 2 - 4 * part : 4 * part - 4;
    if (name == "saw") return part < 0.5 ? 2 * part : 2 * part - 2;
    return part < 0.5 ? 1 : -1;
}

TEST(Lfo, FollowsItsShapeAtTheEndsOfEveryControlStep) {
    for (std::string name : {"sine", "triangle", "square", "saw"})
        for (double phase : {0.0, 0.3}) {
            LoneNode node(lfo({{"rate", "3.7 Hz"}, {"shape", name}, {"phase", std::to_string(phase)}}));
            node.run({}, 48000);
            const auto& values = node.control(0);
            ASSERT_EQ(values.size(), 1500u);
            for (size_t i = 0; i < values.size(); ++i)
                for (int end = 0; end < 2; ++end) {
                    double turns = double(float(3.7)) * double(i + end) * 32 / 48000 + phase,
                           distance = std::fmod(turns * 2, 1);
                    if (std::min(distance, 1 - distance) < 1e-6) continue; // a jump
                    ASSERT_NEAR(end ? values[i].second : values[i].first, shape(name, turns), 4e-7)
                        << name << " " << i;
                }
        }
}

TEST(Lfo, IsWithoutGapsFromStepToStep) {
    for (const char* name : {"sine", "triangle", "square", "saw", "random"}) {
        LoneNode node(lfo({{"rate", "20 Hz"}, {"shape", name}}));
        node.run({}, 48000);
        for (size_t i = 1; i < node.control(0).size(); ++i)
            ASSERT_EQ(node.control(0)[i].first, node.control(0)[i - 1].second) << name;
    }
}

TEST(Lfo, IsStillInStepAfterAnHour) {
    LoneNode node(lfo({{"rate", "0.7 Hz"}, {"shape", "saw"}}));
    node.run({}, 48000 * 3600);
    double turns = double(0.7f) * 3600;
    EXPECT_NEAR(node.control(0).back().second, shape("saw", turns), 1e-6);
}

TEST(Lfo, RandomHoldsANewValueInEveryCycle) {
    LoneNode node(lfo({{"rate", "100 Hz"}, {"shape", "random"}}));
    node.run({}, 48000 * 20);
    double sum = 0, power = 0;
    std::vector<float> values;
    for (int cycle = 0; cycle < 2000; ++cycle) {
        float now = node.control(0)[cycle * 15 + 7].first;
        EXPECT_EQ(now, node.control(0)[cycle * 15 + 3].first);
        if (cycle > 0) {
            EXPECT_NE(now, values.back());
        }
        values.push_back(now);
        sum += now, power += now * now;
    }
    EXPECT_NEAR(sum / 2000, 0, 0.05);
    EXPECT_NEAR(power / 2000, 1 / 3.0, 0.03);
}

TEST(Lfo, IsTheSameEveryWay) {
    for (const char* name : {"sine", "triangle", "square", "saw", "random"})
        expectTheSameEveryWay(lfo({{"rate", "40 Hz"}, {"shape", name}}));
}

}
}
