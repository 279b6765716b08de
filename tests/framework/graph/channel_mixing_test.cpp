// Mixing one to eight channels up and down, against the formulas of the Web Audio API.
// SPDX-License-Identifier: MIT
#include "framework/audio/channel_mixing.h"
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

// W3C Web Audio API 1.0, "Channel Up-Mixing and Down-Mixing", as written there: rows of the output.
std::vector<double> formula(const std::vector<double>& x, int to) {
    const double half = std::sqrt(0.5);
    auto at = [&](size_t i) { return x[i]; };
    switch (int(x.size()) * 10 + to) {
    case 12:
        return {at(0), at(0)};
    case 14:
        return {at(0), at(0), 0, 0};
    case 16:
        return {0, 0, at(0), 0, 0, 0};
    case 24:
        return {at(0), at(1), 0, 0};
    case 26:
        return {at(0), at(1), 0, 0, 0, 0};
    case 46:
        return {at(0), at(1), 0, 0, at(2), at(3)};
    case 21:
        return {0.5 * (at(0) + at(1))};
    case 41:
        return {0.25 * (at(0) + at(1) + at(2) + at(3))};
    case 61:
        return {half * (at(0) + at(1)) + at(2) + 0.5 * (at(4) + at(5))};
    case 42:
        return {0.5 * (at(0) + at(2)), 0.5 * (at(1) + at(3))};
    case 62:
        return {at(0) + half * (at(2) + at(4)), at(1) + half * (at(2) + at(5))};
    case 64:
        return {at(0) + half * at(2), at(1) + half * at(2), at(4), at(5)};
    default: { // discrete
        std::vector<double> y(to);
        for (int c = 0; c < std::min(to, int(x.size())); ++c) y[c] = x[c];
        return y;
    }
    }
}

// A constant for each channel, through a matrix, into a wire that meets a wider or narrower input.
TEST(ChannelMixing, oneToEightChannelsUpAndDown) {
    for (int from = 1; from <= 8; ++from)
        for (int to = 1; to <= 8; ++to) {
            std::vector<double> x;
            for (int c = 0; c < from; ++c) x.push_back(0.125 * (c + 1) * (c % 2 ? -1 : 1));
            std::vector<double> y(to), expected = formula(x, to);
            for (const MixTerm& term : mixTerms(from, to)) {
                ASSERT_TRUE(term.to < to && term.from < from);
                y[term.to] += double(term.factor) * x[term.from];
            }
            for (int c = 0; c < to; ++c)
                EXPECT_NEAR(y[c], expected[c], 1e-7) << from << " to " << to << ", " << c;
        }
}

Datum rowsOf(const std::vector<double>& factors) {
    std::vector<Datum> rows;
    for (double f : factors) rows.push_back(Datum::sequence({Datum(formatQuantity(f, Unit::none))}));
    return arguments({{"rows", Datum::sequence(std::move(rows))}});
}

TEST(ChannelMixing, happensWhereSignalsOfSeveralWidthsMeet) {
    for (int narrow = 1; narrow <= 8; ++narrow)
        for (int wide = narrow; wide <= 8; ++wide) {
            Graph g;
            g.add("hit", "impulse");
            std::vector<double> x, zeros(wide);
            for (int c = 0; c < narrow; ++c) x.push_back(0.25 * (c + 1));
            g.add("narrow", "matrix", rowsOf(x));
            g.add("wide", "matrix", rowsOf(zeros));
            g.add("sum", "gain");
            for (std::string name : {"narrow", "wide"}) {
                g.connect("hit", name);
                g.connect(name, "sum");
            }
            g.output("mix", "sum");
            Channels heard = render(std::move(g), 64);
            ASSERT_EQ(int(heard.size()), wide);
            std::vector<double> expected = formula(x, wide);
            for (int c = 0; c < wide; ++c)
                EXPECT_EQ(heard[c][0], float(expected[c])) << narrow << " into " << wide;
        }
}

TEST(ChannelMixing, aWireTakesOneChannel) {
    Graph g;
    g.add("hit", "impulse");
    g.add("three", "matrix", rowsOf({0.25, 0.5, 0.75}));
    g.add("a", "gain");
    g.add("b", "gain");
    g.connect("hit", "three");
    g.connect("three[2]", "a");
    g.connect("three.out[3]", "b");
    g.connect("three[1]", "b");
    g.output("a", "a");
    g.output("b", "b");
    auto heard = renderOutputs(compile(std::move(g)), {0, 10});
    EXPECT_EQ(heard[0], (Channels{{0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0}}));
    EXPECT_EQ(heard[1][0][0], 1.f);
}

TEST(ChannelMixing, aChannelThatIsNotThereIsAnError) {
    Graph g;
    g.add("hit", "impulse");
    g.add("a", "gain");
    g.connect("hit[2]", "a", {}, {"mix.yaml", 3, 9});
    g.output("mix", "a");
    EXPECT_EQ(complaint(std::move(g)),
              "mix.yaml:3:9: hit[2] -> a: hit has 1 channel; channels are counted from 1");
}

TEST(ChannelMixing, moreChannelsThanAPortMayHaveAreAnError) {
    Graph g;
    g.add("hit", "impulse");
    g.add("many", "matrix", rowsOf(std::vector<double>(129, 1)));
    g.connect("hit", "many");
    g.output("mix", "many");
    EXPECT_THAT(complaint(std::move(g)), testing::HasSubstr("many has 129 channels"));
}

}
}
