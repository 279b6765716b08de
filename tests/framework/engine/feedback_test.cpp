// Feedback loops: exact periods, latency inside, and the errors of loops that cannot be.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

using testing::HasSubstr;

// impulse -> sum -> (late) -> delay -> sum, heard at the sum.
Graph loop(double delay, int latency = 0, double rate = 48000) {
    Graph g(Timeline{rate, {}});
    g.add("hit", "impulse");
    g.add("sum", "gain");
    g.add("late", "probe_late", arguments({{"by", samples(latency)}}));
    g.add("echo", "delay", pureDelay(delay));
    g.connect("hit", "sum", {}, {"mix.yaml", 1, 2});
    g.connect("sum", "late", {}, {"mix.yaml", 3, 4});
    g.connect("late", "echo", {}, {"mix.yaml", 5, 6});
    g.connect("echo", "sum", {}, {"mix.yaml", 7, 8});
    g.output("mix", "sum");
    return g;
}

void expectPulses(const std::vector<float>& x, int period, int first = 0) {
    for (int i = 0; i < int(x.size()); ++i)
        ASSERT_EQ(x[i], i >= first && (i - first) % period == 0 ? 1.f : 0.f)
            << "at " << i << " of period " << period;
}

TEST(Feedback, aLoopOfOneQuantumRepeatsExactly) { expectPulses(render(loop(64), 64 * 500)[0], 64); }

TEST(Feedback, everyLongerLoopHasExactlyItsPeriod) {
    for (int period = 65; period < 200; ++period) expectPulses(render(loop(period), period * 20)[0], period);
    for (int period : {1000, 4801, 48000, 239999})
        expectPulses(render(loop(period), period * 3 + 10)[0], period);
}

TEST(Feedback, periodsAreExactAtOtherRates) {
    for (double rate : {22050., 44100., 88200., 96000., 192000.})
        for (int period : {64 + int(rate / 1000), 1001})
            expectPulses(render(loop(period, 0, rate), period * 10)[0], period);
}

TEST(Feedback, latencyInsideTheLoopIsTakenOffTheDelay) {
    for (auto [latency, delay] :
         {std::pair{1, 65}, {1, 100}, {36, 100}, {63, 128}, {64, 128}, {100, 164}, {100, 1000}, {936, 1000}})
        expectPulses(render(loop(delay, latency), 5000)[0], delay);
}

TEST(Feedback, tooLittleDelayForTheLatencyInsideIsAnError) {
    EXPECT_EQ(complaint(loop(164, 100)), "");
    std::string text = complaint(loop(163, 100));
    EXPECT_THAT(
        text,
        HasSubstr("mix.yaml:7:8: feedback without enough delay for the 100 samples of latency in it: "));
    for (const char* part : {"sum -> (3:4) late", "late -> (5:6) echo", "echo -> (7:8) sum"})
        EXPECT_THAT(text, HasSubstr(part));
    EXPECT_THAT(text, HasSubstr("make echo at least 164 samples (3.417 ms) long, 1 more than now"));
}

TEST(Feedback, aLoopThatIsTooShortNamesTheWholeCycleWithPlacesAndTheCure) {
    std::string text = complaint(loop(60));
    EXPECT_THAT(text, HasSubstr("mix.yaml:7:8: "));
    EXPECT_THAT(text, HasSubstr("sum -> (3:4) late -> (5:6) echo -> (7:8) sum"));
    EXPECT_THAT(text, HasSubstr("make echo at least 64 samples (1.334 ms) long, 4 more than now"));
}

TEST(Feedback, aLoopWithoutAnyDelayNamesTheWireToRemove) {
    Graph g;
    g.add("a", "gain");
    g.add("b", "gain");
    g.add("c", "gain");
    g.connect("a", "b", {}, {"mix.yaml", 10, 3});
    g.connect("b", "c", {}, {"mix.yaml", 12, 5});
    g.connect("c", "a", {}, {"mix.yaml", 11, 7});
    g.output("mix", "c");
    std::string text = complaint(std::move(g));
    EXPECT_THAT(
        text,
        HasSubstr("mix.yaml:12:5: feedback without enough delay: a -> (10:3) b -> (12:5) c -> (11:7) a"));
    EXPECT_THAT(text, HasSubstr("put {delay: {time: 64 samples}} or more into it, or remove \"b -> c\""));
}

TEST(Feedback, aNodeThatHearsItselfIsALoopToo) {
    Graph bad;
    bad.add("a", "gain");
    bad.connect("a", "a", {}, {"mix.yaml", 4, 1});
    bad.output("mix", "a");
    EXPECT_THAT(complaint(std::move(bad)), HasSubstr("a -> (4:1) a"));

    Graph g;
    g.add("hit", "impulse");
    g.add("echo", "delay", pureDelay(80));
    g.connect("hit", "echo");
    g.connect("echo", "echo");
    g.output("mix", "echo");
    expectPulses(render(std::move(g), 4000)[0], 80, 80);
}

TEST(Feedback, allLoopsWithoutDelayAreReportedAtOnce) {
    Graph g;
    for (std::string name : {"a", "b"}) {
        g.add(name, "gain");
        g.add(name + "2", "gain");
        g.connect(name, name + "2");
        g.connect(name + "2", name);
    }
    g.output("mix", "a");
    std::string text = complaint(std::move(g));
    EXPECT_THAT(text, HasSubstr("a -> a2 -> a"));
    EXPECT_THAT(text, HasSubstr("b -> b2 -> b"));
}

TEST(Feedback, aLoopOfTwoDelaysHasTheSumOfTheirTimes) {
    for (auto [first, second, latency] :
         {std::tuple{64, 64, 0}, {100, 77, 0}, {64, 1000, 0}, {500, 200, 100}, {200, 500, 100}}) {
        Graph g;
        g.add("hit", "impulse");
        g.add("sum", "gain");
        g.add("a", "delay", pureDelay(first));
        g.add("late", "probe_late", arguments({{"by", samples(latency)}}));
        g.add("b", "delay", pureDelay(second));
        g.connect("hit", "sum");
        g.connect("sum", "a");
        g.connect("a", "late");
        g.connect("late", "b");
        g.connect("b", "sum");
        g.output("mix", "sum");
        expectPulses(render(std::move(g), 6000)[0], first + second);
    }
}

TEST(Feedback, loopsInsideLoopsKeepTheirPeriods) {
    // Two loops share the sum: echoes at all sums of 100 and 250.
    Graph g;
    g.add("hit", "impulse");
    g.add("sum", "gain");
    g.connect("hit", "sum");
    for (int d : {100, 250}) {
        std::string name = "d" + std::to_string(d);
        g.add(name, "delay", pureDelay(d));
        g.connect("sum", name);
        g.connect(name, "sum", arguments({{"level", "-6.020599913279624 dB"}}));
    }
    g.output("mix", "sum");
    auto x = render(std::move(g), 2000)[0];
    std::vector<double> expected(2000);
    for (int i = 0; i < 2000; ++i)
        expected[i] =
            (i == 0) + 0.5 * ((i >= 100 ? expected[i - 100] : 0) + (i >= 250 ? expected[i - 250] : 0));
    for (int i = 0; i < 2000; ++i) ASSERT_NEAR(x[i], expected[i], 1e-6) << i;
}

TEST(Feedback, sidePathsOfOtherLatencyStayAlignedWithTheLoop) {
    Graph g = loop(200, 100);
    g.add("side", "probe_late", arguments({{"by", "500 samples"}}));
    g.add("both", "gain");
    g.connect("hit", "side");
    g.connect("side", "both");
    g.connect("sum", "both");
    g.output("two", "both");
    auto heard = renderOutputs(compile(std::move(g)), {0, 3000});
    expectPulses(heard[0][0], 200);
    for (int i = 0; i < 3000; ++i) ASSERT_EQ(heard[1][0][i], i == 0 ? 2.f : i % 200 == 0 ? 1.f : 0.f) << i;
}

TEST(Feedback, latencyBeforeTheLoopDelaysItAsAWhole) {
    Graph g = loop(150, 20);
    g.add("before", "probe_late", arguments({{"by", "333 samples"}}));
    g.add("hit2", "impulse");
    g.connect("hit2", "before");
    g.connect("before", "sum");
    g.output("all", "sum");
    auto heard = renderOutputs(compile(std::move(g)), {0, 3000});
    for (int i = 0; i < 3000; ++i) ASSERT_EQ(heard[1][0][i], i % 150 == 0 ? 2.f : 0.f) << i;
}

}
}
