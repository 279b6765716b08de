// A neural node in a mix that is rendered, played, edited and watched.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/playing.h"
#include "tests/framework/engine/system_call_watch.h"
#include "tests/framework/neural/fake_model.h"
#include <set>

namespace stemwright {
namespace {

constexpr int block = 300;

Graph through(const std::string& type, const std::string& gain, const std::string& allowance,
              double level = 0) {
    Graph g;
    if (level == 0)
        g.add("in", "noise");
    else
        g.add("in", "impulse",
              arguments({{"every", "1 samples"}, {"level", formatQuantity(level, Unit::dB)}}));
    g.add("model", type, arguments({{"model", "fake.ts"}, {"allowance", allowance}}));
    g.add("gain", "gain", arguments({{"gain", gain}}));
    g.connect("in", "model");
    g.connect("model", "gain");
    g.output("mix", "gain");
    return g;
}

// With an allowance longer than it takes to find out that these tests play faster than time goes by, so that
// the model is waited for.
Graph throughModel(double feedback, const std::string& gain = "0 dB",
                   const std::string& allowance = "500 ms") {
    std::string type = "test_model_live" + std::to_string(int(feedback * 100));
    if (!Registry::instance().find(type))
        registerModel(type, fakeFilter(plainFacts(block), 7, float(feedback)));
    return through(type, gain, allowance);
}

// On the audio thread, with blocks that begin anywhere in a control step.
Graph throughImmediate(int frames, double rate) {
    std::string type = "test_model_immediate" + std::to_string(frames) + "_" + std::to_string(int(rate));
    if (!Registry::instance().find(type)) {
        ModelFacts facts = plainFacts(frames, rate);
        facts.immediate = true;
        registerModel(type, fakeFilter(facts, 7, 0.999f));
    }
    return through(type, "0 dB", "0 ms");
}

std::unique_ptr<LiveMix> started(Graph graph, int64_t from = 0) {
    auto mix = startedMix(compile(std::move(graph)), from);
    waitForModels(*mix, block);
    return mix;
}

TEST(ModelInAMix, givesTheSameBitsWithAnyThreadsAndTurns) {
    Channels expected = rendered(compile(throughModel(0.5)), {0, 20000});
    for (Arrangement arrangement : {Arrangement{1, 1, 1}, Arrangement{0, 3, 1}, Arrangement{0, 2, 16}})
        EXPECT_EQ(difference(rendered(compile(throughModel(0.5), arrangement), {0, 20000}), expected), "");
}

TEST(ModelInAMix, livesUpToItsRender) {
    for (int64_t from : {0, 5000}) {
        Channels live;
        Playout playout(started(throughModel(0.5), from), Playout::AtEnd::stop);
        playOn(playout, 40000, 480, live);
        EXPECT_EQ(difference(live, rendered(compile(throughModel(0.5)), {from, from + 40000})), "");
    }
}

TEST(ModelInAMix, isCompensatedToTheSample) {
    Graph g = throughModel(0);
    g.add("turned", "polarity");
    g.connect("in", "turned");
    g.add("sum", "gain");
    g.connect("turned", "sum");
    g.connect("gain", "sum");
    g.output("difference", "sum");
    Channels difference = rendered(compile(std::move(g)), {0, 20000});
    for (float v : difference.at(1)) ASSERT_EQ(v, 0.f);
    EXPECT_NE(difference.at(0), difference.at(1));
}

TEST(ModelInAMix, goesOnThroughEdits) {
    Channels expected = rendered(compile(throughModel(0.999)), {0, 60000}), live;
    Playout playout(started(throughModel(0.999)), Playout::AtEnd::stop);
    playOn(playout, 20000, 128, live);
    for (int edit = 0; edit < 4; ++edit) {
        ASSERT_TRUE(playout.settled());
        auto next = followingMix(compile(throughModel(0.999)), playout);
        EXPECT_EQ(next->keptNodes(), 4);
        playout.change(std::move(next));
        playOn(playout, 10000, 128, live);
        playout.retired();
    }
    EXPECT_EQ(difference(live, expected), "");
}

TEST(ModelInAMix, onTheAudioThreadGoesOnThroughEditsToo) {
    for (double rate : {0., 44100., 16000.})
        for (int frames : {1, 32, 100}) {
            Channels expected = rendered(compile(throughImmediate(frames, rate)), {0, 30000}), live;
            Playout playout(startedMix(compile(throughImmediate(frames, rate))), Playout::AtEnd::stop);
            playOn(playout, 10016, 128, live);
            for (int edit = 0; edit < 2; ++edit) {
                playout.change(followingMix(compile(throughImmediate(frames, rate)), playout));
                playOn(playout, 9992, 128, live);
                ASSERT_TRUE(playout.settled());
                playout.retired();
            }
            EXPECT_EQ(difference(live, expected), "") << frames << " at " << rate;
        }
}

TEST(ModelInAMix, onTheAudioThreadHearsAnEditBeforeItFadedIn) {
    ModelFacts facts = plainFacts(32);
    facts.immediate = true;
    registerModel("test_model_immediate_plain", fakeFilter(facts));
    auto plan = [](double level) {
        return compile(through("test_model_immediate_plain", "0 dB", "0 ms", level));
    };
    Playout playout(startedMix(plan(-1)), Playout::AtEnd::stop);
    Channels live;
    playOn(playout, 10000, 128, live);
    playout.change(followingMix(plan(-21), playout));
    playOn(playout, 10000, 128, live);
    EXPECT_LE(steepest(live[0]), 0.85f / 960) << "in 20 ms";
    EXPECT_NEAR(live[0].back(), std::pow(10, -21. / 20), 1e-6);
}

TEST(ModelInAMix, isHeardThroughAnEditBehindIt) {
    Playout playout(started(throughModel(0)), Playout::AtEnd::stop);
    Channels live;
    playOn(playout, 20000, 128, live);
    playout.change(followingMix(compile(throughModel(0, "-6 dB")), playout));
    playOn(playout, 20000, 128, live);
    EXPECT_EQ(
        difference(cutOut(live, 22000, 18000), rendered(compile(throughModel(0, "-6 dB")), {22000, 40000})),
        "");
}

TEST(ModelInAMix, wakesItsThreadAndAsksNothingElseOfTheSystem) {
    Playout playout(startedMix(compile(throughModel(0.5, "0 dB", "20 ms"))), Playout::AtEnd::stop);
    std::vector<float> row(64);
    float* to = row.data();
    playout.play(&to, 1, 64);
    std::set<long> calls;
    for (int time = 0; time < 300; ++time) {
        SystemCallWatch watch;
        if (!watch.works()) GTEST_SKIP() << "this kernel does not hand system calls over";
        for (int part = 0; part < 3; ++part) playout.play(&to, 1, 64);
        calls.insert(SystemCallWatch::firstCall());
    }
    calls.erase(SystemCallWatch::none);
    calls.erase(SYS_futex);
    EXPECT_EQ(calls, std::set<long>{});
}

}
}
