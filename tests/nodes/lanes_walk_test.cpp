// Every node, in every number of lanes: each lane gives the bits that it gives alone, whatever its neighbours
// do.
// SPDX-License-Identifier: MIT
#include "tests/nodes/lane_bench.h"
#include <numeric>

namespace stemwright {
namespace {

constexpr int frames = 64 * 40;

// A value for each label, the same wherever it runs.
double ownValue(int label, const Number& n, double) {
    uint32_t mixed = (uint32_t(label) * 2654435761u) ^ (uint32_t(n.index + 1) * 40503u * 65537u);
    return within(n.limits, ((mixed >> 8) % 1000) / 1000. + 5e-4);
}

double movingValue(int label, const Number& n, double frame) {
    double part = 0.5 + 0.45 * std::sin(frame * 0.0021 * (1 + label % 5) + label + n.index);
    return within(n.limits, part);
}

// Calls `check` for each type that runs in lanes, with several sets of arguments.
void forEachNode(const std::function<void(const Type&, const Datum&)>& check) {
    for (const Type* type : realTypes()) {
        if (type->mostLanes == 1) continue;
        std::vector<Datum> tried;
        for (const Picker& pick : everyWord(*type, {}))
            if (auto arguments = sensibleArguments(*type, pick)) tried.push_back(*arguments);
        if (auto arguments = sensibleArguments(*type, byChance(5))) tried.push_back(*arguments);
        ASSERT_FALSE(tried.empty()) << "no arguments for " << type->name;
        for (const Datum& arguments : tried) check(*type, arguments);
        if (testing::Test::HasFatalFailure()) return;
    }
}

std::vector<int> upTo(int lanes) {
    std::vector<int> labels(lanes);
    std::iota(labels.begin(), labels.end(), 0);
    return labels;
}

// How the lanes of a batch differ from the same labels alone; "" where they do not.
std::string unlikeAlone(const Type& type, const Datum& arguments, int channels, bool moving,
                        const std::vector<int>& widths) {
    auto prepare = [&](LaneBench& bench) {
        bench.value = moving ? movingValue : ownValue;
        if (moving) bench.moves = [](const Number&) { return true; };
    };
    std::vector<Lane> alone;
    for (int label = 0; label < widths.back(); ++label) {
        LaneBench bench(type, arguments, {label}, channels);
        prepare(bench);
        bench.run(frames);
        alone.push_back(bench.out[0]);
    }
    for (int lanes : widths) {
        LaneBench bench(type, arguments, upTo(lanes), channels);
        prepare(bench);
        bench.run(frames);
        for (int l = 0; l < lanes; ++l)
            if (std::string d = difference(bench.out[l], alone[l]); !d.empty())
                return type.name + ", lane " + std::to_string(l) + " of " + std::to_string(lanes) + ", " +
                       std::to_string(channels) + " channels: " + d;
    }
    return "";
}

// A node that looks at its neighbours: the louder the others, the softer it is.
struct Leaky : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "signal"};
    template <class Lanes> struct Kernel {
        Lanes tick(Lanes x) {
            float sum = 0;
            for (int l = 0; l < lanesOf<Lanes>; ++l) sum += std::abs(lane(x, l));
            return x / (1 + sum);
        }
    };
};
const Register<Leaky> leaky{"test_leaky", "Hears its neighbours."};

TEST(Lanes, areThereInWidthsUpToTheRegister) {
    ASSERT_FALSE(Registry::instance().widths().empty());
    EXPECT_EQ(Registry::instance().widths().front(), 1);
    EXPECT_TRUE(std::is_sorted(Registry::instance().widths().begin(), Registry::instance().widths().end()));
    forEachNode([](const Type& type, const Datum& arguments) {
        for (int lanes : Registry::instance().widths()) {
            LaneBench bench(type, arguments, upTo(lanes));
            EXPECT_EQ(bench.batch->lanes(), lanes) << type.name;
        }
    });
}

TEST(Lanes, giveTheBitsThatTheyGiveAlone) {
    forEachNode([](const Type& type, const Datum& arguments) {
        for (int channels : {1, 2})
            EXPECT_EQ(unlikeAlone(type, arguments, channels, false, Registry::instance().widths()), "");
    });
}

TEST(Lanes, thatHearTheirNeighboursAreFound) {
    EXPECT_NE(unlikeAlone(*Registry::instance().find("test_leaky"), Datum::map({}), 1, false, {1, 4}), "");
}

TEST(Lanes, giveTheSameBitsWhileAllNumbersMove) {
    forEachNode([](const Type& type, const Datum& arguments) {
        EXPECT_EQ(unlikeAlone(type, arguments, 2, true, Registry::instance().widths()), "");
    });
}

TEST(Lanes, doNotFeelANumberThatMovesInTheirNeighbour) {
    forEachNode([](const Type& type, const Datum& arguments) {
        int lanes = Registry::instance().widths().back(), mover = lanes / 2;
        LaneBench still(type, arguments, upTo(lanes));
        still.value = ownValue;
        still.run(frames);
        for (const Number* number : still.node->numbers()) {
            LaneBench bench(type, arguments, upTo(lanes));
            bench.moves = [&](const Number& n) { return n.index == number->index; };
            bench.value = [&](int label, const Number& n, double frame) {
                return label == mover && n.index == number->index ? movingValue(label, n, frame)
                                                                  : ownValue(label, n, frame);
            };
            bench.run(frames);
            for (int l = 0; l < lanes; ++l)
                EXPECT_TRUE(l == mover || difference(bench.out[l], still.out[l]).empty())
                    << type.name << "." << number->name << ", lane " << l;
            LaneBench alone(type, arguments, {mover});
            alone.moves = bench.moves;
            alone.value = bench.value;
            alone.run(frames);
            EXPECT_EQ(difference(bench.out[mover], alone.out[0]), "")
                << type.name << "." << number->name << " where it moves";
        }
    });
}

TEST(Lanes, canBeLiftedOutInMidSignalAndGoOn) {
    forEachNode([](const Type& type, const Datum& arguments) {
        for (int from : Registry::instance().widths())
            for (int to : Registry::instance().widths())
                for (int half : {64 * 20, 64 * 20 + 32}) {
                    int source = from * 9 / 16, target = to / 3;
                    LaneBench whole(type, arguments, {source}), before(type, arguments, upTo(from)),
                        after(type, arguments, upTo(to));
                    after.labels[target] = source;
                    for (LaneBench* bench : {&whole, &before, &after}) bench->value = ownValue;
                    whole.run(frames);
                    before.run(half);
                    after.run(half); // something else, to be forgotten in that lane
                    after.batch->settle(target, before.batch->lift(source));
                    after.out.assign(to, Lane(after.out[0].size()));
                    after.run(frames - half);
                    Lane rest;
                    size_t sounds = size_t(whole.node->outputChannels());
                    for (size_t r = 0; r < whole.out[0].size(); ++r)
                        rest.emplace_back(whole.out[0][r].begin() + (r < sounds ? half : half / controlStep),
                                          whole.out[0][r].end());
                    EXPECT_EQ(difference(after.out[target], rest), "")
                        << type.name << " from " << from << " to " << to << " lanes at " << half;
                }
    });
}

TEST(Lanes, thatAreResetAreFreshAndLeaveTheOthersAlone) {
    forEachNode([](const Type& type, const Datum& arguments) {
        int lanes = Registry::instance().widths().back(), target = lanes - 2;
        LaneBench bench(type, arguments, upTo(lanes)), untouched(type, arguments, upTo(lanes)),
            fresh(type, arguments, {target});
        for (LaneBench* b : {&bench, &untouched, &fresh}) b->value = ownValue;
        bench.run(frames / 2);
        untouched.run(frames);
        bench.batch->reset(target);
        std::vector<uint32_t> state = bench.batch->lift(target);
        EXPECT_EQ(state, fresh.batch->lift(0)) << type.name;
        bench.run(frames / 2);
        fresh.frame = frames / 2;
        fresh.run(frames / 2);
        for (int l = 0; l < lanes; ++l)
            EXPECT_TRUE(l == target || difference(bench.out[l], untouched.out[l]).empty())
                << type.name << ", neighbour " << l;
        Lane second;
        for (const auto& row : bench.out[target])
            second.emplace_back(row.begin() + row.size() / 2, row.end());
        EXPECT_EQ(difference(second, fresh.out[0]), "") << type.name;
    });
}

}
}
