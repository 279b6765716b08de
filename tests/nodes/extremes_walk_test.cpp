// Every number of every node at its least, at its greatest and by chance: what comes out is finite and
// bounded.
// SPDX-License-Identifier: MIT
#include "tests/nodes/lane_bench.h"

namespace stemwright {
namespace {

constexpr int frames = 64 * 100;

Picker all(double part) {
    Picker pick;
    pick.number = [=](const Range& r) { return std::optional(within(r, part)); };
    return pick;
}

// Each number alone at an end, all else at the defaults.
std::vector<Picker> oneAtATime(const Type& type) {
    std::vector<Picker> picks;
    auto described = type.describe();
    for (const Parameter* p : described->parameters())
        for (double part : {0., 1.}) {
            const Range* range = nullptr;
            if (auto* n = dynamic_cast<const Number*>(p)) range = &n->limits;
            if (auto* f = dynamic_cast<const Fixed*>(p)) range = &f->limits;
            if (!range) continue;
            Picker pick;
            pick.number = pick.fixed = [limits = *range, part](const Range& r) {
                bool same = r.min == limits.min && r.max == limits.max && r.init == limits.init &&
                            r.unit == limits.unit;
                return same && !(part == 0 && std::isinf(r.min) && r.unit != Unit::dB)
                           ? std::optional(within(r, part))
                           : std::nullopt;
            };
            picks.push_back(pick);
        }
    return picks;
}

// Three bands of an eq that raise by 24 dB with a q of 40 may reach 168 dB; nothing else comes near.
void expectTame(const Type& type, const Datum& arguments, double rate, int channels, bool jumping = false) {
    LaneBench bench(type, arguments, {1}, channels, rate);
    if (jumping) { // between the ends of all ranges, at every other quantum
        bench.moves = [](const Number&) { return true; };
        bench.value = [](int, const Number& n, double frame) {
            return within(n.limits, int(frame / 96 + n.index) % 2 ? 0.999 : 0.001);
        };
    }
    bench.run(frames);
    float peak = 0;
    for (const auto& row : bench.out[0])
        for (size_t i = 0; i < row.size(); ++i) {
            ASSERT_TRUE(std::isfinite(row[i])) << type.name << " at " << i << " of " << rate << " Hz";
            peak = std::max(peak, std::abs(row[i]));
        }
    EXPECT_LT(peak, 1e9f) << type.name << " at " << rate << " Hz, " << channels << " channels";
}

template <class Picks> void forEachNode(Picks picks, bool jumping = false) {
    for (const Type* type : realTypes())
        for (const Picker& pick : picks(*type)) {
            auto arguments = sensibleArguments(*type, pick);
            if (!arguments) continue;
            for (double rate : {48000., 8000., 192000.}) {
                std::string text;
                for (const auto& [key, value] : arguments->entries)
                    text += key.name + "=" + value.scalar + " ";
                SCOPED_TRACE(type->name + ": " + text);
                expectTame(*type, *arguments, rate, rate > 48000 ? 1 : 2, jumping);
                if (testing::Test::HasFailure()) return;
            }
        }
}

TEST(Extremes, everyNumberAloneAtItsEnds) { forEachNode(oneAtATime); }

TEST(Extremes, allNumbersAtTheirLeastOrGreatestWithEveryWord) {
    forEachNode([](const Type& type) {
        std::vector<Picker> picks = everyWord(type, all(0));
        for (const Picker& pick : everyWord(type, all(1))) picks.push_back(pick);
        return picks;
    });
}

TEST(Extremes, numbersAndWordsByChance) {
    forEachNode([](const Type&) {
        std::vector<Picker> picks;
        for (uint32_t seed = 100; seed < 130; ++seed) picks.push_back(byChance(seed));
        return picks;
    });
}

TEST(Extremes, numbersThatJumpBetweenTheirEnds) {
    forEachNode([](const Type& type) { return everyWord(type, {}); }, true);
}

TEST(Extremes, portsOfAnyWidth) {
    for (const Type* type : realTypes())
        for (int channels : {1, 2, 3, 4, 5, 6, 7, 8, 9, 24, 128}) {
            LaneBench bench(*type, *sensibleArguments(*type), {1}, channels);
            if (bench.node->inputs().empty()) break;
            bench.run(640);
            EXPECT_GE(bench.node->outputChannels() + int(bench.node->controls().size()), 1) << type->name;
            for (const auto& row : bench.out[0])
                for (float v : row)
                    ASSERT_LT(std::abs(v), 1e4f) << type->name << ", " << channels << " channels";
        }
}

TEST(Extremes, silenceStaysSilentAndSmallNumbersStayFinite) {
    for (const Type* type : realTypes()) {
        auto arguments = sensibleArguments(*type);
        for (float level : {0.f, 1e-38f, 1e-30f, 1e-20f}) {
            LaneBench bench(*type, *arguments, {1});
            if (bench.node->inputs().empty()) break;
            auto noise = bench.input;
            bench.input = [=](int label, int channel, int64_t at) {
                return noise(label, channel, at) * level;
            };
            bench.run(frames);
            for (int c = 0; c < bench.node->outputChannels(); ++c)
                for (float v : bench.out[0][c])
                    ASSERT_LE(std::abs(v), level * 100) << type->name << " for " << level;
        }
    }
}

TEST(Extremes, loudInputStaysFinite) {
    for (const Type* type : realTypes()) {
        auto arguments = sensibleArguments(*type);
        for (float level : {1e3f, 1e6f, 1e10f}) {
            LaneBench bench(*type, *arguments, {1});
            auto noise = bench.input;
            bench.input = [=](int label, int channel, int64_t at) {
                return noise(label, channel, at) * level;
            };
            bench.run(frames);
            for (const auto& row : bench.out[0])
                for (float v : row) ASSERT_TRUE(std::isfinite(v)) << type->name << " for " << level;
        }
    }
}

}
}
