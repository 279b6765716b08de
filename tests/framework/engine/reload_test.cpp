// An edit is taken over while the mix plays: what stayed goes on with the same bits, the rest is faded in.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/playing.h"
#include "tests/framework/engine/random_graph.h"
#include "tests/framework/engine/sound_folder.h"

namespace stemwright {
namespace {

constexpr double fade = 960; // frames, of a fade

std::shared_ptr<const Plan> tone(const std::string& gain, const std::string& late = "0 samples") {
    Graph g;
    g.add("tone", "sine", arguments({{"freq", "440 Hz"}, {"level", "-6 dB"}}));
    g.add("late", "probe_late", arguments({{"by", late}}));
    g.add("gain", "gain", arguments({{"gain", gain}}));
    g.connect("tone", "late");
    g.connect("late", "gain");
    g.output("mix", "gain");
    return compile(std::move(g));
}

TEST(Reload, withoutAChangeGivesTheBitsOfNoReloadInRandomGraphs) {
    for (uint32_t seed = 0; seed < 8; ++seed) {
        auto plan = [&] { // files have no state, and are tested elsewhere
            return compile(randomMix(int(20 + seed * 20), seed + 500).graph());
        };
        Channels expected = rendered(plan(), {0, 20000});
        Playout playout(startedMix(plan()), Playout::AtEnd::stop);
        Channels live;
        int edits = 0;
        for (int part = 0; part < 10; ++part) {
            playOn(playout, 2000, 96, live);
            if (!playout.settled()) continue; // outputs of different latencies take a while
            ++edits;
            auto next = followingMix(plan(), playout);
            EXPECT_EQ(next->keptNodes(), int(next->plan().graph.vertices.size()));
            playout.change(std::move(next));
        }
        EXPECT_GE(edits, 3);
        ASSERT_EQ(difference(live, expected), "") << "seed " << seed;
    }
}

TEST(Reload, ofFilesGivesTheSameBits) {
    SoundFolder folder;
    std::string a = folder.noise("a.flac", 60000);
    auto plan = [&] {
        Graph g;
        g.add("a", "file", arguments({{"file", a}, {"loop", "yes"}, {"to", "0.5 s"}}));
        g.add("room", "reverb");
        g.connect("a", "room");
        g.output("mix", "room");
        return compile(std::move(g));
    };
    Channels expected = rendered(plan(), {0, 40000}), live;
    Playout playout(startedMix(plan()), Playout::AtEnd::stop);
    for (int edit = 0; edit < 4; ++edit) {
        playOn(playout, 10000, 128, live);
        if (edit < 3) playout.change(followingMix(plan(), playout));
    }
    EXPECT_EQ(difference(live, expected), "");
    EXPECT_EQ(playout.look().lateReads, 0);
}

TEST(Reload, ofAGainFadesWithoutAStepGreaterThanTheSignalsOwn) {
    float own = steepest(rendered(tone("0 dB"), {0, 5000})[0]);
    for (const char* gain : {"-inf dB", "-20 dB", "-1 dB"}) {
        Playout playout(startedMix(tone("0 dB")), Playout::AtEnd::stop);
        Channels live;
        playOn(playout, 3000, 64, live);
        playout.change(followingMix(tone(gain), playout));
        playOn(playout, 3000, 64, live);
        // Beside its own slope a fade moves the signal by its height over the length of the fade.
        EXPECT_LE(steepest(live[0]), own + 0.5f / float(fade)) << gain;
        EXPECT_EQ(difference(cutOut(live, 4500, 1500), rendered(tone(gain), {4500, 6000})), "") << gain;
    }
}

TEST(Reload, ofALatencyKeepsThePlaceInTheSong) {
    for (auto [before, after] :
         {std::pair{"0 samples", "1000 samples"}, std::pair{"1000 samples", "0 samples"},
          std::pair{"100 samples", "163 samples"}}) {
        Playout playout(startedMix(tone("0 dB", before)), Playout::AtEnd::stop);
        Channels live;
        playOn(playout, 5000, 128, live);
        playout.change(followingMix(tone("0 dB", after), playout));
        playOn(playout, 10000, 128, live);
        EXPECT_TRUE(playout.settled());
        EXPECT_EQ(difference(cutOut(live, 10000, 5000), rendered(tone("0 dB", after), {10000, 15000})), "")
            << before << " to " << after;
        float own = steepest(rendered(tone("0 dB"), {0, 5000})[0]);
        EXPECT_LE(steepest(live[0]), own + 0.5f / float(fade)) << before << " to " << after;
    }
}

TEST(Reload, keepsTheStateOfWhatStaysAndLeavesTheRest) {
    auto plan = [](const char* type, const char* other) {
        Graph g;
        g.add("in", "impulse");
        g.add("echo", "delay", arguments({{"time", "100 ms"}}));
        g.add("more", type);
        g.add(other, "gain");
        g.connect("in", "echo");
        g.connect("echo", "more");
        g.connect("more", other);
        g.output("mix", other);
        return compile(std::move(g));
    };
    Playout playout(startedMix(plan("gain", "a")), Playout::AtEnd::stop);
    Channels live;
    playOn(playout, 2000, 64, live);
    auto next = followingMix(plan("highpass", "b"), playout);
    EXPECT_EQ(next->keptNodes(), 3); // the impulse, the echo and the output
    playout.change(std::move(next));
    playOn(playout, 4000, 64, live);
    EXPECT_NE(live[0][4800], 0); // the echo of an impulse that was before the edit
}

TEST(Reload, thatComesTooLateComesBackAsItWas) {
    auto plan = tone("0 dB");
    Playout playout(startedMix(plan, 0, 3000), Playout::AtEnd::repeat);
    Channels live;
    playOn(playout, 2900, 64, live);
    auto next = followingMix(plan, playout);
    playout.repeatWith(startedMix(plan, 0, 3000));
    playOn(playout, 200, 64, live); // now another pass plays
    playout.change(std::move(next));
    EXPECT_TRUE(playout.retired().empty()); // it may be needed still
    playOn(playout, 64, 64, live);
    auto back = playout.retired();
    ASSERT_EQ(back.size(), 2u);
    EXPECT_EQ(std::count_if(back.begin(), back.end(), [](auto& mix) { return !mix->hasTakenOver(); }), 1);
}

TEST(Reload, twoHundredTimesOverGivesTheSameBits) {
    auto plan = [] { return compile(randomMix(40, 77).graph()); };
    Channels expected = rendered(plan(), {0, 200 * 1000}), live;
    Playout playout(startedMix(plan()), Playout::AtEnd::stop);
    for (int edit = 0; edit < 200; ++edit) {
        playOn(playout, 1000, 125, live);
        if (playout.settled()) playout.change(followingMix(plan(), playout));
        playout.retired();
    }
    EXPECT_EQ(difference(live, expected), "");
}

}
}
