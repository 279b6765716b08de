// Which loops are legal when several delays share them, or latency lies between these.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/rendering.h"
#include <algorithm>

namespace stemwright {
namespace {

using testing::HasSubstr;

// impulse -> a (delay) -> late -> b (delay) -> a, heard at a.
Graph twoDelays(double a, int latency, double b) {
    Graph g;
    g.add("hit", "impulse");
    g.add("a", "delay", pureDelay(a));
    g.add("late", "probe_late", arguments({{"by", samples(latency)}}));
    g.add("b", "delay", pureDelay(b));
    g.connect("hit", "a", {}, {"mix.yaml", 1, 1});
    g.connect("a", "late", {}, {"mix.yaml", 2, 1});
    g.connect("late", "b", {}, {"mix.yaml", 3, 1});
    g.connect("b", "a", {}, {"mix.yaml", 4, 1});
    g.output("mix", "a");
    return g;
}

TEST(Feedback, latencyBetweenTwoDelaysIsTakenFromWhicheverHasIt) {
    for (auto [a, latency, b] :
         {std::tuple{200, 100, 70}, {70, 100, 200}, {1000, 900, 64}, {114, 100, 114}}) {
        auto x = render(twoDelays(a, latency, b), 6000)[0];
        for (int i = 0; i < 6000; ++i)
            ASSERT_EQ(x[i], i >= a && (i - a) % (a + b) == 0 ? 1.f : 0.f) << a << " + " << b << " at " << i;
    }
}

TEST(Feedback, moreLatencyThanAllDelaysHoldIsAnError) {
    std::string text = complaint(twoDelays(100, 300, 101));
    EXPECT_THAT(
        text,
        HasSubstr("mix.yaml:4:1: feedback without enough delay for the 300 samples of latency in it: "));
    for (const char* part : {"a -> (2:1) late", "late -> (3:1) b", "b -> (4:1) a"})
        EXPECT_THAT(text, HasSubstr(part));
    EXPECT_THAT(text,
                HasSubstr("; make a and b at least 428 samples (8.917 ms) long together, 227 more than now, "
                          "or remove \"b -> a\""));
    EXPECT_THAT(complaint(twoDelays(64, 1, 64)),
                HasSubstr("at least 129 samples (2.688 ms) long together, 1 more"));
}

TEST(Feedback, delaysThatAreTooShortOneByOneAreAnErrorThatNamesThemAll) {
    std::string text = complaint(twoDelays(60, 0, 60));
    EXPECT_THAT(text, HasSubstr("a -> (2:1) late -> (3:1) b -> (4:1) a"));
    EXPECT_THAT(text, HasSubstr("make a or b at least 64 samples (1.334 ms) long"));
}

TEST(Feedback, latencyJoinsBetweenTwoDelaysOfALoop) {
    // a -> b -> a; what enters at a is 1000 late, what enters at b is not.
    Graph g;
    g.add("hit", "impulse");
    g.add("before", "probe_late", arguments({{"by", "1000 samples"}}));
    g.add("a", "delay", pureDelay(2000));
    g.add("b", "delay", pureDelay(1500));
    g.connect("hit", "before");
    g.connect("before", "a");
    g.connect("a", "b");
    g.connect("b", "a");
    g.output("mix", "a");
    auto x = render(std::move(g), 12000)[0];
    for (int i = 0; i < 12000; ++i) ASSERT_EQ(x[i], i >= 2000 && (i - 2000) % 3500 == 0 ? 1.f : 0.f) << i;
}

TEST(Feedback, controlSignalsMayCloseALoopThroughADelay) {
    Graph g;
    g.add("tone", "sine");
    g.add("turn", "gain");
    g.add("echo", "delay", pureDelay(480));
    g.add("hear", "envelope");
    g.connect("tone", "turn");
    g.connect("turn", "echo");
    g.connect("echo", "hear");
    g.connect("hear", "turn.gain", arguments({{"depth", "-20 dB"}}));
    g.output("mix", "turn");
    auto x = render(std::move(g), 48000)[0];
    EXPECT_LT(*std::max_element(x.end() - 4800, x.end()), *std::max_element(x.begin(), x.begin() + 480));

    Graph bad;
    bad.add("tone", "sine");
    bad.add("turn", "gain");
    bad.add("hear", "envelope");
    bad.connect("tone", "turn");
    bad.connect("turn", "hear", {}, {"m.yaml", 2, 1});
    bad.connect("hear", "turn.gain", {}, {"m.yaml", 3, 1});
    bad.output("mix", "turn");
    EXPECT_THAT(complaint(std::move(bad)), HasSubstr("(3:1)"));
}

TEST(Feedback, aDelayInParallelToTheLoopDoesNotMakeItLegal) {
    Graph g;
    g.add("x", "gain");
    g.add("y", "gain");
    g.add("echo", "delay", pureDelay(100));
    g.connect("x", "y", {}, {"mix.yaml", 1, 1});
    g.connect("x", "echo", {}, {"mix.yaml", 2, 1});
    g.connect("echo", "y", {}, {"mix.yaml", 3, 1});
    g.connect("y", "x", {}, {"mix.yaml", 4, 1});
    g.output("mix", "y");
    EXPECT_THAT(complaint(std::move(g)), HasSubstr("x -> (1:1) y -> (4:1) x"));
}

TEST(Feedback, aDelayThatAWireMovesCountsByItsMinimum) {
    auto moved = [](const char* minimum) {
        Graph g;
        g.add("hit", "impulse");
        g.add("lfo", "lfo");
        g.add("echo", "delay", arguments({{"time", "10 ms"}, {"minimum", minimum}}));
        g.connect("hit", "echo");
        g.connect("echo", "echo", arguments({{"level", "-6 dB"}}));
        g.connect("lfo", "echo.time", arguments({{"depth", "1 octaves"}}));
        g.output("mix", "echo");
        return g;
    };
    EXPECT_EQ(complaint(moved("5 ms")), "");
    EXPECT_THAT(complaint(moved("1 ms")), HasSubstr("at least 64 samples (1.334 ms) long, 16 more"));
    EXPECT_FALSE(render(moved("5 ms"), 48000)[0].empty());
}

TEST(Feedback, aDelayOfPartsOfASampleKeepsThemInALoop) {
    // The same delay inside and outside a loop: the first repeat has the same bits.
    for (double time : {100.5, 333.25, 4800.125}) {
        Graph g;
        g.add("in", "noise");
        g.add("plain", "delay", pureDelay(time));
        g.add("looped", "delay", pureDelay(time));
        for (const char* name : {"plain", "looped"}) g.connect("in", name);
        g.connect("looped", "looped", arguments({{"level", "-inf dB"}}));
        g.output("plain", "plain");
        g.output("looped", "looped");
        auto heard = renderOutputs(compile(std::move(g)), {0, 10000});
        for (int i = 0; i < 10000; ++i)
            ASSERT_NEAR(heard[0][0][i], heard[1][0][i], 1e-6) << time << " at " << i;
    }
}

}
}
