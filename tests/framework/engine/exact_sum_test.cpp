// Sums that do not depend on the order of their terms, and from which one can be taken again.
// SPDX-License-Identifier: MIT
#include "framework/audio/exact_sum.h"
#include "tests/framework/engine/rendering.h"
#include <algorithm>
#include <numeric>
#include <random>

namespace stemwright {
namespace {

// Noises of very different levels, some with a level on the wire, some automated, some late, some of other
// channels.
Channels summed(std::vector<int> order, int frames) {
    Graph g;
    for (int i = 0; i < int(order.size()); ++i) {
        std::string name = "n" + std::to_string(i);
        g.add(name, "noise", arguments({{"level", formatQuantity(-3. * i, Unit::dB)}}));
        if (i % 5 == 1) {
            g.add(name + "p", "pan", arguments({{"pan", formatQuantity(i * 0.01 - 0.3, Unit::none)}}));
            g.connect(name, name + "p");
        }
        if (i % 5 == 2) {
            g.add(name + "l", "probe_late", arguments({{"by", samples(i * 7)}}));
            g.connect(name, name + "l");
        }
    }
    g.add("sum", "gain");
    for (int i : order) {
        std::string name = "n" + std::to_string(i) + (i % 5 == 1 ? "p" : i % 5 == 2 ? "l" : "");
        Datum options = i % 3 == 0 ? arguments({{"level", formatQuantity(-0.37 * i, Unit::dB)}})
                        : i % 7 == 1
                            ? arguments({{"level", automation({{double(i), "-10 dB"}, {500. + i, "2 dB"}})}})
                            : Datum::map({});
        g.connect(name, "sum", options);
    }
    g.output("mix", "sum");
    return render(std::move(g), frames);
}

TEST(ExactSum, anyOrderOfWiresGivesTheSameBits) {
    std::vector<int> order(40);
    std::iota(order.begin(), order.end(), 0);
    Channels expected = summed(order, 1000);
    std::mt19937 random(1);
    for (int trial = 0; trial < 10; ++trial) {
        std::shuffle(order.begin(), order.end(), random);
        ASSERT_EQ(difference(summed(order, 1000), expected), "");
    }
}

TEST(ExactSum, termsCommuteAndCanBeTakenOutAgain) {
    std::mt19937 random(2);
    std::uniform_real_distribution<double> exponent(-40, 6), sign(-1, 1);
    for (int trial = 0; trial < 1000; ++trial) {
        std::vector<float> x(100);
        for (float& v : x) v = float(std::copysign(std::exp2(exponent(random)), sign(random)));
        double sum = 0, shuffled = 0, without = 0;
        for (float v : x) sum += exact(v);
        for (size_t i = 1; i < x.size(); ++i) without += exact(x[i]);
        ASSERT_EQ(sum - exact(x[0]), without);
        std::shuffle(x.begin(), x.end(), random);
        for (float v : x) shuffled += exact(v);
        ASSERT_EQ(sum, shuffled);
    }
}

TEST(ExactSum, roundsToTheNearestMultipleOfTwoToTheMinus38) {
    for (float x : {0.f, 1.f, -1.f, 0x1p-38f, -0x1p-38f, 0x1p-20f, 4096.f, -4096.f, 0.1f, -0.3f}) {
        EXPECT_EQ(exact(x), std::nearbyint(std::ldexp(double(x), 38)) * 0x1p-38) << x;
    }
    EXPECT_EQ(exact(0x0.8p-39f), 0);
    EXPECT_EQ(exact(0x1.8p-39f), 0x1p-38);
    EXPECT_EQ(exact(1e30f), 4096);
    EXPECT_EQ(exact(-1e30f), -4096);
}

TEST(ExactSum, ofASignalAndItsOppositeIsSilence) {
    Graph g;
    g.add("in", "noise");
    g.add("flip", "polarity");
    g.add("sum", "gain");
    g.add("third", "noise");
    g.connect("in", "flip");
    g.connect("in", "sum");
    g.connect("third", "sum");
    g.connect("flip", "sum");
    g.output("mix", "sum");
    g.output("third", "third");
    auto heard = renderOutputs(compile(std::move(g)), {0, 5000});
    for (int i = 0; i < 5000; ++i) ASSERT_NEAR(heard[0][0][i], heard[1][0][i], 0x1p-38);
}

TEST(ExactSum, aThousandWiresKeepTheSingleSample) {
    Graph g;
    g.add("hit", "impulse");
    g.add("sum", "gain");
    for (int i = 0; i < 1000; ++i) {
        g.add("g" + std::to_string(i), "gain", arguments({{"gain", "-60 dB"}}));
        g.connect("hit", "g" + std::to_string(i));
        g.connect("g" + std::to_string(i), "sum");
    }
    g.output("mix", "sum");
    EXPECT_NEAR(render(std::move(g), 64)[0][0], 1, 1e-6);
}

TEST(ExactSum, severalControlSignalsMoveANumberAlikeInAnyOrder) {
    auto moved = [](std::vector<int> order) {
        Graph g;
        for (int i = 0; i < 7; ++i)
            g.add("m" + std::to_string(i), "lfo",
                  arguments({{"rate", formatQuantity(0.7 + i * 1.3, Unit::Hz)}}));
        g.add("show", "probe_show");
        for (int i : order)
            for (const char* to : {"show.sample", "show.frequency"})
                g.connect("m" + std::to_string(i), to,
                          arguments({{"depth", formatQuantity(0.1 + 0.037 * i, Unit::none)}}));
        g.output("mix", "show");
        return render(std::move(g), 20000);
    };
    Channels expected = moved({0, 1, 2, 3, 4, 5, 6});
    EXPECT_EQ(difference(moved({6, 5, 4, 3, 2, 1, 0}), expected), "");
    EXPECT_EQ(difference(moved({3, 6, 0, 2, 5, 1, 4}), expected), "");
}

}
}
