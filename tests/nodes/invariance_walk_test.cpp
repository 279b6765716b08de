// Every node that declares that time does not matter is right, and so is every one that declares the
// opposite.
// SPDX-License-Identifier: MIT
#include "tests/nodes/lane_bench.h"

namespace stemwright {
namespace {

constexpr int frames = 64 * 120;

// How node(delay(x)) differs from delay(node(x)), sound and control signals; "" where the bits are the same.
std::string unlikeDelayed(const Type& type, const Datum& arguments, int delay, int channels) {
    LaneBench plain(type, arguments, {3}, channels), later(type, arguments, {3}, channels);
    auto input = plain.input;
    auto sounding = [=](int label, int channel, int64_t at) {
        return at < 0 ? 0.f : input(label, channel, at) * (at < frames / 2 ? 1.f : 0.01f);
    };
    plain.input = sounding;
    later.input = [=](int label, int channel, int64_t at) { return sounding(label, channel, at - delay); };
    plain.run(frames);
    later.run(frames + delay);
    Lane cut;
    size_t sounds = size_t(plain.node->outputChannels());
    for (size_t r = 0; r < later.out[0].size(); ++r)
        cut.emplace_back(later.out[0][r].begin() + (r < sounds ? delay : delay / controlStep),
                         later.out[0][r].end());
    for (auto& row : cut) // an input of zeros may give zeros of either sign
        for (float& v : row) v += 0.f;
    for (auto& row : plain.out[0])
        for (float& v : row) v += 0.f;
    return difference(cut, plain.out[0]);
}

// Which delay shows that time matters; 0 where none does.
int delayThatMatters(const Type& type, const Datum& arguments) {
    for (int delay : {32, 64, 96, 1024, 1056, 4800})
        for (int channels : {1, 2})
            if (!unlikeDelayed(type, arguments, delay, channels).empty()) return delay;
    return 0;
}

bool declared(const Type& type, const Datum& arguments) {
    std::vector<Problem> problems;
    return makeNode(type, arguments, problems)->timeInvariant();
}

TEST(TimeInvariance, holdsForEveryNodeThatDeclaresIt) {
    for (const Type* type : realTypes())
        for (const Picker& base : {Picker{}, byChance(21, false), byChance(22, false)})
            for (const Picker& pick : everyWord(*type, base)) {
                auto arguments = sensibleArguments(*type, pick);
                if (!arguments || !declared(*type, *arguments)) continue;
                EXPECT_EQ(delayThatMatters(*type, *arguments), 0)
                    << type->name << ": " << unlikeDelayed(*type, *arguments, 32, 2);
            }
}

TEST(TimeInvariance, isNotDeniedWithoutNeed) {
    for (const Type* type : realTypes()) {
        auto arguments = sensibleArguments(*type);
        ASSERT_TRUE(arguments) << type->name;
        EXPECT_TRUE(declared(*type, *arguments) || delayThatMatters(*type, *arguments) > 0) << type->name;
    }
}

// A tremolo by the engine's clock that keeps quiet about it.
struct Clocked : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "signal"};
    template <class Lanes> struct Kernel {
        void process(const Clocked& node, const Signals<Lanes>& signals, auto) {
            for (int c = 0; c < node.in.channels; ++c)
                for (int i = 0; i < signals.frames; ++i)
                    signals.out(node.out, c)[i] =
                        signals.in(node.in, c)[i] * ((signals.frame + i) % 96 < 48 ? 1.f : 0.5f);
        }
    };
};
const Register<Clocked> clocked{"test_clocked", "Denies that time matters."};

// Depends on whether a quantum begins here: wrong by 32, right by 64.
struct Halves : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "signal"};
    template <class Lanes> struct Kernel {
        void process(const Halves& node, const Signals<Lanes>& signals, auto) {
            for (int c = 0; c < node.in.channels; ++c)
                for (int i = 0; i < signals.frames; ++i)
                    signals.out(node.out, c)[i] = signals.in(node.in, c)[i] * (i < controlStep ? 1.f : 0.5f);
        }
    };
};
const Register<Halves> halves{"test_halves", "Depends on the quantum."};

// A plain wire that says that time matters.
struct Anxious : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "signal"};
    bool timeInvariant() const override { return false; }
    template <class Lanes> struct Kernel {
        Lanes tick(Lanes x) { return x; }
    };
};
const Register<Anxious> anxious{"test_anxious", "Claims that time matters."};

TEST(TimeInvariance, liarsOfBothKindsAreFound) {
    Datum none = Datum::map({});
    auto find = [](const char* name) -> const Type& { return *Registry::instance().find(name); };
    EXPECT_TRUE(declared(find("test_clocked"), none));
    EXPECT_NE(delayThatMatters(find("test_clocked"), none), 0);
    EXPECT_TRUE(declared(find("test_halves"), none));
    EXPECT_EQ(delayThatMatters(find("test_halves"), none), 32);
    EXPECT_FALSE(declared(find("test_anxious"), none));
    EXPECT_EQ(delayThatMatters(find("test_anxious"), none), 0);
}

// Nodes that look at levels only treat a signal and its opposite alike, as do linear ones: the two cancel.
TEST(NullPair, aSignalAndItsOppositeCancel) {
    for (const Type* type : realTypes())
        for (const Picker& pick : everyWord(*type, {})) {
            auto arguments = sensibleArguments(*type, pick);
            if (!arguments) continue;
            const Datum* shape = arguments->find("shape");
            if (shape && shape->scalar == "tube") continue; // even harmonics are what it is for
            LaneBench plain(*type, *arguments, {3}), flipped(*type, *arguments, {3});
            if (plain.node->inputs().empty()) continue;
            auto input = plain.input;
            flipped.input = [=](int label, int channel, int64_t at) { return -input(label, channel, at); };
            plain.run(frames);
            flipped.run(frames);
            const float rounding = type->family == "distortion" ? 0x1p-20f : 0.f; // its curves round unevenly
            for (int c = 0; c < plain.node->outputChannels(); ++c)
                for (int i = 0; i < frames; ++i)
                    ASSERT_LE(std::abs(plain.out[0][c][i] + flipped.out[0][c][i]), rounding)
                        << type->name << ", channel " << c << " at " << i;
        }
}

}
}
