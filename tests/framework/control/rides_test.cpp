// Hands on the faders of a mix that plays.
// SPDX-License-Identifier: MIT
#include "tests/framework/control/hands.h"
#include "tests/framework/engine/random_console.h"

namespace stemwright {
namespace {

constexpr int segment = 960; // frames in which a fader gets there

Graph constant(const std::string& late = "0 samples") {
    Graph g;
    addConstant(g, "one");
    g.add("late", "probe_late", arguments({{"by", late}}));
    g.add("fader", "gain", arguments({{"gain", "-6 dB"}}));
    g.connect("one", "late");
    g.connect("late", "fader");
    g.output("mix", "fader");
    return g;
}

TEST(Rides, thatNobodyTouchesChangeNothing) {
    for (uint32_t seed = 0; seed < 6; ++seed) {
        auto graph = [&] {
            return seed % 2 ? randomMix(60, seed + 40).graph() : randomConsole(20, seed).graph();
        };
        Hands hands;
        Playout playout(hands.started(graph()), Playout::AtEnd::stop);
        Channels live;
        playOn(playout, 6000, 96, live);
        EXPECT_GT(hands.faders->size(), 50u);
        EXPECT_EQ(difference(live, rendered(compile(graph()), {0, 6000})), "") << "seed " << seed;
    }
}

TEST(Rides, giveTheBitsOfTheirAutomation) {
    int moved = 0;
    for (uint32_t seed = 0; seed < 10; ++seed) {
        auto graph = [&] {
            return seed % 2 ? randomMix(40, seed + 90).graph() : randomConsole(20, seed).graph();
        };
        std::mt19937 random(seed);
        Hands hands;
        if (seed >= 8) hands.helped = Helped(2);
        Playout playout(hands.started(graph()), Playout::AtEnd::stop);
        Channels live;
        for (int part = 0; part < 60; ++part) {
            for (uint32_t moves = random() % 6; moves > 0; --moves) playout.ask(hands.random(random));
            playOn(playout, int(random() % 400), 1 + int(random() % 200), live);
        }
        Capture capture = hands.captured();
        moved += int(capture.values().size());
        int frames = int(live[0].size());
        Graph again = withAutomation(graph(), capture.values());
        ASSERT_EQ(difference(live, rendered(compile(std::move(again)), {0, frames})), "") << "seed " << seed;
    }
    EXPECT_GT(moved, 500);
}

TEST(Rides, arriveInOneSegmentWithoutAStep) {
    for (const char* late : {"0 samples", "100 samples"}) {
        Hands hands;
        Playout playout(hands.started(constant(late)), Playout::AtEnd::stop);
        Channels live;
        playOn(playout, 1000, 64, live);
        playout.ask(hands.to("fader.gain", 0));
        playOn(playout, 3000, 64, live);
        EXPECT_LE(steepest(live[0]), 2.f * float(1 - std::pow(10, -6. / 20)) / segment) << late;
        EXPECT_EQ(live[0][900], float(std::pow(10, -6. / 20)));
        EXPECT_EQ(live[0][3000], 1.f);
    }
}

TEST(Rides, goBackToWhatTheDocumentSays) {
    Graph g;
    addConstant(g, "one");
    g.add("fader", "gain",
          arguments({{"gain", automation({{0, "-20 dB", "linear"}, {40000, "0 dB", "hold"}})}}));
    g.connect("one", "fader");
    g.output("mix", "fader");
    Channels plain = rendered(compile(g), {0, 60000}), live;
    Hands hands;
    Playout playout(hands.started(g), Playout::AtEnd::stop);
    playOn(playout, 10000, 64, live);
    playout.ask(hands.to("fader.gain", -60));
    playOn(playout, 5000, 64, live);
    EXPECT_NEAR(live[0][14000], 0.001, 1e-6);
    playout.ask(hands.free("fader.gain"));
    playOn(playout, 45000, 64, live);
    for (size_t i = 17000; i < 60000; i += 100) EXPECT_NEAR(live[0][i], plain[0][i], 1e-5) << i;
}

TEST(Rides, goOnWhenTheMixIsEditedUnlessTheEditSaysOtherwise) {
    auto withRoom = [](const std::string& gain) {
        Graph g;
        addConstant(g, "one");
        g.add("fader", "gain", arguments({{"gain", gain}}));
        g.add("other", "gain");
        g.connect("one", "fader");
        g.connect("fader", "other");
        g.output("mix", "other");
        return g;
    };
    Hands hands;
    Playout playout(hands.started(withRoom("-6 dB")), Playout::AtEnd::stop);
    Channels live;
    playout.ask(hands.to("fader.gain", -12));
    playOn(playout, 3000, 64, live);
    playout.change(hands.following(withRoom("-6 dB"), playout));
    playOn(playout, 3000, 64, live);
    EXPECT_NEAR(live[0].back(), std::pow(10, -12. / 20), 1e-6);
    playout.change(hands.following(withRoom("-3 dB"), playout));
    playOn(playout, 3000, 64, live);
    EXPECT_NEAR(live[0].back(), std::pow(10, -3. / 20), 1e-6);
}

TEST(Rides, thatAreUnknownOrTooManyDoNoHarm) {
    Hands hands;
    Playout playout(hands.started(constant()), Playout::AtEnd::stop);
    playout.ask(hands.to("nobody.gain", 3));
    playout.ask({FaderMove::Kind::move, 1 << 30, 3});
    playout.ask({FaderMove::Kind::move, -5, 3});
    int refused = 0;
    for (int i = 0; i < 10000; ++i)
        refused += playout.ask(hands.to("fader.gain", -double(i % 60))) == Queue<FaderMove>::Outcome::full;
    EXPECT_GT(refused, 0);
    Channels live;
    playOn(playout, 5000, 64, live);
    playout.ask(hands.to("fader.gain", 0));
    playOn(playout, 5000, 64, live);
    EXPECT_EQ(live[0].back(), 1.f);
}

}
}
