// What is said of a loop that cannot be: every wire with its place, and the smallest edit that mends it.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

using testing::HasSubstr;

// a -> b -> c -> a, each wire written where it is told.
std::string told(const Place& ab, const Place& bc, const Place& ca) {
    Graph g;
    for (const char* name : {"a", "b", "c"}) g.add(name, "gain");
    g.connect("a", "b", {}, ab);
    g.connect("b", "c", {}, bc);
    g.connect("c", "a", {}, ca);
    g.output("mix", "a");
    return complaint(std::move(g));
}

TEST(Loop, namesEveryWireWithItsPlace) {
    EXPECT_EQ(told({"m.yaml", 3, 1}, {"m.yaml", 4, 2}, {"m.yaml", 2, 9}),
              "m.yaml:4:2: feedback without enough delay: a -> (3:1) b -> (4:2) c -> (2:9) a; "
              "put {delay: {time: 64 samples}} or more into it, or remove \"b -> c\"");
}

TEST(Loop, namesTheFileOfWiresFromElsewhere) {
    EXPECT_THAT(told({"low.yaml", 30, 1, 1}, {"m.yaml", 4, 2, 2}, {"low.yaml", 2, 9, 1}),
                HasSubstr("m.yaml:4:2: feedback without enough delay: a -> (low.yaml:30:1) b -> (4:2) c -> "
                          "(low.yaml:2:9) a; "));
}

TEST(Loop, isMendedInTheLayerOnTopWhereItWasClosedLast) {
    EXPECT_THAT(told({"low.yaml", 30, 1, 1}, {"m.yaml", 4, 2, 2}, {"m.yaml", 3, 9, 2}),
                HasSubstr("or remove \"b -> c\""));
    EXPECT_THAT(told({"low.yaml", 30, 1, 1}, {"low.yaml", 4, 2, 1}, {"m.yaml", 3, 9, 2}),
                HasSubstr("or remove \"c -> a\""));
    EXPECT_THAT(told({"m.yaml", 5, 2, 0}, {"m.yaml", 5, 20, 0}, {"m.yaml", 1, 1, 0}),
                HasSubstr("or remove \"b -> c\"")); // in one line, the one further right
}

TEST(Loop, withoutPlacesIsToldAllTheSame) {
    EXPECT_THAT(told({}, {}, {}), HasSubstr("feedback without enough delay: a -> b -> c -> a; "));
}

// Wires inside of strips cannot be taken out, and come after the wire that closes the loop.
TEST(Loop, isMendedWhereSomebodyWroteAWire) {
    Mix mix = readMix("stemwright: 1\n"
                      "tracks: {hit: {source: {impulse: {}}, sends: {one: 0 dB}}}\n"
                      "wires:\n"
                      "  two -> one: {level: -6 dB}\n"
                      "buses:\n"
                      "  one: {chain: [{highpass: {}}], to: two}\n"
                      "  two:\n"
                      "    chain:\n"
                      "      - lowpass: {}\n",
                      "m.yaml");
    std::string text = complaint(std::move(mix.graph));
    EXPECT_THAT(text, HasSubstr("one.gain -> (6:38) two.in"));
    EXPECT_THAT(text, HasSubstr("or remove \"one -> two\""));
}

TEST(Loop, ofAThousandNodesIsToldByItsEnds) {
    Graph g;
    for (int i = 0; i < 1000; ++i) g.add("n" + std::to_string(i), "gain");
    for (int i = 0; i < 1000; ++i) g.connect("n" + std::to_string(i), "n" + std::to_string((i + 1) % 1000));
    g.output("mix", "n0");
    std::string text = complaint(std::move(g));
    EXPECT_THAT(text, HasSubstr("n0 -> n1 -> n2 -> "));
    EXPECT_THAT(text, HasSubstr("n49 -> (900 more) -> n950 -> "));
    EXPECT_THAT(text, HasSubstr("n999 -> n0; "));
}

TEST(Loop, amongVeryManyIsToldWithTheFirst) {
    Graph g;
    for (int i = 0; i < 1000; ++i) g.add("n" + std::to_string(i), "gain");
    for (int i = 0; i < 1000; ++i) g.connect("n" + std::to_string(i), "n" + std::to_string(i ^ 1));
    g.output("mix", "n0");
    std::string text = complaint(std::move(g));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 19);
}

// Two thousand million frames do not fit into what counts them.
TEST(Latency, isRefusedBeforeItIsTooLargeToCount) {
    auto chain = [](int latency) {
        Graph g;
        g.add("hit", "impulse");
        g.add("one", "probe_late", arguments({{"by", samples(latency)}}));
        for (int i = 2; i <= 12000; ++i) {
            std::string name = "late" + std::to_string(i);
            g.add(name, "probe_late", arguments({{"by", samples(latency)}}));
            g.connect(i == 2 ? "one" : "late" + std::to_string(i - 1), name);
        }
        g.connect("hit", "one");
        g.output("mix", "late12000");
        return g;
    };
    EXPECT_EQ(complaint(chain(100)), "");
    EXPECT_THAT(complaint(chain(96000)), HasSubstr("would hear its sound more than 1073741824 samples late"));
}

TEST(Loop, thatIsTooShortSaysByHowMuch) {
    auto loop = [](int delay, int latency, double rate) {
        Graph g(Timeline{rate, {}});
        g.add("hit", "impulse");
        g.add("echo", "delay", pureDelay(delay));
        g.add("late", "probe_late", arguments({{"by", samples(latency)}}));
        g.connect("hit", "echo");
        g.connect("echo", "late");
        g.connect("late", "echo", {}, {"m.yaml", 7, 3});
        g.output("mix", "echo");
        return g;
    };
    EXPECT_THAT(
        complaint(loop(100, 100, 48000)),
        HasSubstr("for the 100 samples of latency in it: late -> (7:3) echo -> late; make echo at least 164 "
                  "samples (3.417 ms) long, 64 more than now, or remove \"late -> echo\""));
    for (double rate : {44100., 48000., 96000.}) { // what is told is enough, and nothing less is
        EXPECT_EQ(complaint(loop(164, 100, rate)), "");
        EXPECT_NE(complaint(loop(163, 100, rate)), "");
    }
}

}
}
