// Every node's declared latency against the one that a probe measures, and its tail against when it falls
// silent.
// SPDX-License-Identifier: MIT
#include "tests/nodes/lane_bench.h"

namespace stemwright {
namespace {

std::string text(const Datum& arguments) {
    std::string all;
    for (const auto& [key, value] : arguments.entries)
        all += key.name + "=" + (value.isMap() ? "{...}" : value.scalar) + " ";
    return all;
}

std::vector<Datum> variants(const Type& type) {
    std::vector<Datum> all;
    std::vector<Picker> picks = everyWord(type, {});
    for (uint32_t seed : {31, 32, 33}) picks.push_back(byChance(seed));
    for (double part : {0., 1.}) {
        Picker pick;
        pick.fixed = [=](const Range& r) {
            return std::isinf(r.max) ? std::nullopt : std::optional(within(r, part));
        };
        picks.push_back(pick);
    }
    for (const Picker& pick : picks)
        if (auto arguments = sensibleArguments(type, pick)) all.push_back(*arguments);
    return all;
}

// Where the response to an impulse of 1/4 has its largest sample, and what part of the energy lies there.
struct Measured {
    int at = 0;
    double share = 0;
};
Measured probe(const Type& type, const Datum& arguments) {
    LaneBench bench(type, arguments, {1}, 1);
    constexpr int start = 640, frames = 64 * 400;
    bench.input = [](int, int, int64_t at) { return at == start ? 0.25f : 0.f; };
    bench.run(frames);
    const std::vector<float>& y = bench.out[0][0];
    int peak = 0;
    double energy = 0;
    for (int i = 0; i < frames; ++i) {
        energy += double(y[i]) * y[i];
        if (std::abs(y[i]) > std::abs(y[peak])) peak = i;
    }
    return {peak - start, energy > 0 ? double(y[peak]) * y[peak] / energy : 0};
}

TEST(Latency, ofEveryNodeIsWhatAProbeMeasures) {
    int measured = 0;
    for (const Type* type : realTypes()) {
        if (type->family == "delay") continue; // nodes whose purpose is an offset declare none
        for (const Datum& arguments : variants(*type)) {
            LaneBench bench(*type, arguments, {1}, 1);
            if (bench.node->inputs().empty() || bench.node->outputs().empty()) continue;
            Measured m = probe(*type, arguments);
            if (m.share < 0.9) continue; // rooms, and filters that smear
            ++measured;
            EXPECT_EQ(m.at, bench.node->latency()) << type->name << " with " << text(arguments);
        }
    }
    EXPECT_GT(measured, 40);
}

TEST(Latency, nothingComesOutBeforeAnythingWentIn) {
    for (const Type* type : realTypes())
        for (const Datum& arguments : variants(*type)) {
            LaneBench bench(*type, arguments, {1}, 1);
            if (bench.node->inputs().empty()) continue;
            bench.input = [](int, int, int64_t at) { return at == 640 ? 0.25f : 0.f; };
            bench.run(640);
            for (int c = 0; c < bench.node->outputChannels(); ++c)
                for (float v : bench.out[0][c])
                    ASSERT_EQ(v, 0.f) << type->name << " with " << text(arguments);
        }
}

TEST(Tail, afterItEveryNodeIsSixtyDecibelsDown) {
    for (const Type* type : realTypes())
        for (const Datum& arguments : variants(*type)) {
            constexpr int sound = 64 * 100;
            LaneBench bench(*type, arguments, {1}, 1);
            double tail = bench.node->tail();
            if (bench.node->inputs().empty() || bench.node->outputs().empty()) continue;
            ASSERT_TRUE(std::isfinite(tail) && tail >= 0) << type->name;
            auto noise = bench.input;
            bench.input = [=](int label, int channel, int64_t at) {
                return at < sound ? noise(label, channel, at) : 0.f;
            };
            int end = std::min(sound + int(std::ceil(tail)), 64 * 60000) + bench.node->latency();
            bench.run((end + 9600) / quantum * quantum);
            for (int c = 0; c < bench.node->outputChannels(); ++c) {
                const std::vector<float>& y = bench.out[0][c];
                float peak = 0, after = 0;
                for (int i = 0; i < int(y.size()); ++i)
                    (i < end ? peak : after) = std::max(i < end ? peak : after, std::abs(y[i]));
                EXPECT_LE(after, peak * 1e-3f)
                    << type->name << " with " << text(arguments) << "and a tail of " << tail;
            }
        }
}

TEST(End, sourcesEndWhereTheySayAndOthersHaveNoEnd) {
    for (const Type* type : realTypes()) {
        auto arguments = sensibleArguments(*type);
        LaneBench bench(*type, *arguments, {1});
        double end = bench.node->end();
        if (!bench.node->inputs().empty() || bench.node->outputs().empty()) {
            EXPECT_EQ(end, 0) << type->name;
            continue;
        }
        EXPECT_GT(end, 0) << type->name;
        if (std::isinf(end)) continue;
        bench.run(int(end) + 6400);
        for (int c = 0; c < bench.node->outputChannels(); ++c)
            for (size_t i = size_t(end); i < bench.out[0][c].size(); ++i)
                ASSERT_EQ(bench.out[0][c][i], 0.f) << type->name << " at " << i;
    }
}

}
}
