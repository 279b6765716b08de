// The same bits for devices of any block size, offline, again after a reset, and for parts of the whole.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/rendering.h"
#include <random>

namespace stemwright {
namespace {

// A little of everything: automation, control signals, keys, loops, latency.
std::shared_ptr<const Plan> busyMix() {
    Graph g;
    g.add("noise", "noise");
    g.add("tone", "sine", arguments({{"freq", automation({{0, "200 Hz", "exponential"}, {9000, "5 kHz"}})}}));
    g.add("lfo", "lfo", arguments({{"rate", "7 Hz"}}));
    g.add("filter", "lowpass", arguments({{"cutoff", "800 Hz"}}));
    g.add("comp", "compressor",
          arguments({{"sidechain", "noise"}, {"lookahead", "3 ms"}, {"threshold", "-30 dB"}}));
    g.add("echo", "delay", arguments({{"time", "17.3 ms"}}));
    g.add("room", "reverb");
    g.add("pan", "pan");
    g.add("sum", "gain",
          arguments({{"gain", automation({{0, "-inf dB"}, {3000, "-3 dB", "smooth"}, {8000, "-9 dB"}})}}));
    g.connect("noise", "filter");
    g.connect("lfo", "filter.cutoff", arguments({{"depth", "1.5 octaves"}}));
    g.connect("lfo", "pan.pan", arguments({{"depth", "0.7"}}));
    g.connect("tone", "comp");
    g.connect("filter", "sum");
    g.connect("comp", "sum");
    g.connect("sum", "echo");
    g.connect("echo", "sum", arguments({{"level", "-9 dB"}}));
    g.connect("sum", "pan");
    g.connect("pan", "room", arguments({{"level", "-12 dB"}}));
    g.add("end", "gain");
    g.connect("pan", "end");
    g.connect("room", "end");
    g.output("mix", "end");
    return compile(std::move(g));
}

constexpr int length = 12345;

Channels played(Engine& engine, const std::function<int()>& block) {
    Playback playback(engine);
    Channels heard(engine.plan().outputs[0].channels, std::vector<float>(length));
    for (int at = 0; at < length;) {
        int frames = std::min(block(), length - at);
        std::vector<float*> rows;
        for (auto& channel : heard) rows.push_back(channel.data() + at);
        playback.read(rows.data(), frames);
        at += frames;
    }
    return heard;
}

TEST(Playback, anyBlockSizeGivesTheBitsOfTheRender) {
    auto plan = busyMix();
    int latency = plan->outputs[0].latency;
    EXPECT_EQ(latency, 144);
    Channels offline = renderOutputs(plan, {0, length})[0];
    for (int block : {1, 64, 65, 128, 480, 63, 31, 1024, length}) {
        Engine engine(busyMix());
        Channels live = played(engine, [=] { return block; });
        for (size_t c = 0; c < live.size(); ++c) {
            live[c].erase(live[c].begin(), live[c].begin() + latency);
            live[c].resize(length - latency);
        }
        Channels part = offline;
        for (auto& channel : part) channel.resize(length - latency);
        ASSERT_EQ(difference(live, part), "") << "blocks of " << block;
    }
}

TEST(Playback, randomBlockSizesGiveTheSameBits) {
    Engine engine(busyMix());
    Channels expected = played(engine, [] { return 64; });
    std::mt19937 random(7);
    for (int trial = 0; trial < 5; ++trial) {
        Engine other(busyMix());
        ASSERT_EQ(difference(played(other, [&] { return 1 + int(random() % 700); }), expected), "");
    }
}

TEST(Playback, aResetEngineStartsTheSongAgain) {
    auto plan = busyMix();
    Engine engine(plan);
    Channels expected = played(engine, [] { return 100; });
    engine.reset();
    EXPECT_EQ(engine.frame(), 0);
    EXPECT_EQ(difference(played(engine, [] { return 333; }), expected), "");
}

TEST(Playback, twoEnginesOfOnePlanDoNotTouchEachOther) {
    auto plan = busyMix();
    Engine one(plan), two(plan);
    for (int q = 0; q < 200; ++q) {
        one.process();
        if (q % 3 == 0) continue;
        two.process();
    }
    while (two.frame() < one.frame()) two.process();
    for (int c = 0; c < 2; ++c)
        for (int i = 0; i < quantum; ++i) ASSERT_EQ(one.output(0, c)[i], two.output(0, c)[i]);
}

TEST(Playback, profilingChangesNothing) {
    Engine plain(busyMix()), profiled(busyMix(), Engine::Options{Engine::Profiling::on});
    EXPECT_EQ(difference(played(plain, [] { return 64; }), played(profiled, [] { return 64; })), "");
    EXPECT_TRUE(plain.seconds().empty());
    EXPECT_EQ(profiled.seconds().size(), profiled.plan().graph.vertices.size());
}

TEST(Render, holdsExactlyAsManyFramesAsWereAskedFor) {
    auto plan = busyMix();
    for (int64_t n : {0, 1, 63, 64, 65, 1000, 4096, 12345}) {
        auto heard = renderOutputs(plan, {0, n});
        for (const auto& channel : heard[0]) EXPECT_EQ(int64_t(channel.size()), n);
    }
}

TEST(Render, aPartIsExactlyTheCutOfTheWhole) {
    auto plan = busyMix();
    Channels whole = renderOutputs(plan, {0, length})[0];
    for (Cut cut : {Cut{0, 100}, Cut{1, 2}, Cut{63, 65}, Cut{64, 128}, Cut{1000, 1000}, Cut{5000, 12345},
                    Cut{12344, 12345}}) {
        Channels part = renderOutputs(plan, cut)[0], expected;
        for (const auto& channel : whole)
            expected.emplace_back(channel.begin() + cut.from, channel.begin() + cut.to);
        ASSERT_EQ(difference(part, expected), "") << cut.from << " to " << cut.to;
    }
}

TEST(Render, reportsProgressAndStopsWhenTold) {
    auto plan = busyMix();
    Engine engine(plan);
    std::vector<int64_t> told;
    FrameSink nowhere = [](int, const float* const*, int) {};
    EXPECT_EQ(renderOffline(engine, {0, 1000}, nowhere,
                            [&](int64_t done) { return told.push_back(done), Progress::proceed; }),
              Progress::proceed);
    EXPECT_EQ(told.back(), 1000);
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    Engine stopped(plan);
    EXPECT_EQ(renderOffline(stopped, {0, 100000}, nowhere,
                            [](int64_t done) { return done > 500 ? Progress::cancel : Progress::proceed; }),
              Progress::cancel);
    EXPECT_LT(stopped.frame(), 1000);
}

TEST(Render, exceptionsOfTheSinkPassThrough) {
    Engine engine(busyMix());
    EXPECT_THROW(renderOffline(engine, {0, 1000}, [](int, const float* const*, int) { throw Error("full"); }),
                 Error);
}

}
}
