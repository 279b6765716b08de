// Live, a mix gives the bits of its render, whatever the blocks are, from any place on and again and again.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/playing.h"
#include "tests/framework/engine/sound_folder.h"
#include <random>

namespace stemwright {
namespace {

// Files that begin late, repeat and are resampled, and outputs of different latencies.
struct PlayoutTest : testing::Test {
    SoundFolder folder;
    std::string one = folder.noise("one.wav", 40000, 2), two = folder.noise("two.flac", 30000, 1, 44100);

    std::shared_ptr<const Plan> plan(const std::string& gain = "-3 dB",
                                     const std::string& lookahead = "3 ms") {
        Graph g;
        g.add("one", "file", arguments({{"file", one}, {"start", "7777 samples"}}));
        g.add("two", "file", arguments({{"file", two}, {"loop", "yes"}, {"to", "0.3 s"}}));
        g.add("comp", "compressor",
              arguments({{"threshold", "-30 dB"}, {"lookahead", lookahead}, {"sidechain", "two"}}));
        g.add("echo", "delay", arguments({{"time", "17.3 ms"}}));
        g.add("room", "reverb");
        g.add("sum", "gain", arguments({{"gain", gain}}));
        g.connect("one", "comp");
        g.connect("comp", "sum");
        g.connect("two", "sum");
        g.connect("sum", "echo");
        g.connect("echo", "sum", arguments({{"level", "-9 dB"}}));
        g.connect("sum", "room");
        g.output("mix", "room");
        g.output("dry", "two");
        return compile(std::move(g));
    }
};

constexpr int length = 60000;

TEST_F(PlayoutTest, GivesTheBitsOfTheRenderInBlocksOfAnySize) {
    Channels offline = rendered(plan(), {0, length});
    EXPECT_NE(plan()->outputs[0].latency, plan()->outputs[1].latency);
    for (int block : {1, 64, 65, 128, 256, 480, 5000}) {
        Playout playout(startedMix(plan()), Playout::AtEnd::stop);
        Channels live;
        playOn(playout, length, block, live);
        ASSERT_EQ(difference(live, offline), "") << "blocks of " << block;
        EXPECT_EQ(playout.look().lateReads, 0);
    }
    std::mt19937 random(3);
    Playout playout(startedMix(plan()), Playout::AtEnd::stop);
    Channels live;
    playOn(
        playout, length, [&] { return 1 + int(random() % 700); }, live);
    ASSERT_EQ(difference(live, offline), "");
}

TEST_F(PlayoutTest, BeginsAnywhereWithTheBitsOfTheWhole) {
    for (int64_t from : {1, 5000, 31234}) {
        Playout playout(startedMix(plan(), from), Playout::AtEnd::stop);
        Channels live;
        playOn(playout, 10000, 128, live);
        ASSERT_EQ(difference(live, rendered(plan(), {from, from + 10000})), "") << from;
    }
}

TEST_F(PlayoutTest, IsSilentAfterTheEnd) {
    Playout playout(startedMix(plan(), 0, 1000), Playout::AtEnd::stop);
    Channels live;
    playOn(playout, 1500, 256, live);
    EXPECT_EQ(playout.look().state, Playout::State::finished);
    EXPECT_EQ(playout.position(), 1000);
    Channels expected = rendered(plan(), {0, 1000});
    for (auto& channel : expected) channel.resize(1500);
    EXPECT_EQ(difference(live, expected), "");
}

TEST_F(PlayoutTest, BeginsAgainToTheFrameWithTheSameBits) {
    Playout playout(startedMix(plan(), 500, 9000), Playout::AtEnd::repeat);
    Channels live, expected = rendered(plan(), {500, 9000});
    for (auto& channel : expected) {
        auto once = channel;
        for (int i = 0; i < 2; ++i) channel.insert(channel.end(), once.begin(), once.end());
    }
    for (int part = 0; part < 3 * 17; ++part) {
        if (playout.wantsRepeat()) playout.repeatWith(startedMix(plan(), 500, 9000));
        EXPECT_FALSE(playout.wantsRepeat());
        playOn(playout, 500, 97, live);
        playout.retired();
    }
    EXPECT_EQ(difference(live, expected), "");
}

TEST_F(PlayoutTest, WaitsWhereThereIsNothingToBeginAgainWith) {
    Playout playout(startedMix(plan(), 0, 1000), Playout::AtEnd::repeat);
    Channels live;
    playOn(playout, 1500, 250, live);
    EXPECT_EQ(playout.look().state, Playout::State::waiting);
    playout.repeatWith(startedMix(plan(), 0, 1000));
    playOn(playout, 500, 250, live);
    EXPECT_EQ(playout.look().state, Playout::State::playing);
    EXPECT_EQ(difference(cutOut(live, 1500, 500), rendered(plan(), {0, 500})), "");
}

TEST_F(PlayoutTest, ChannelsBeyondTheMixAreSilent) {
    Playout playout(startedMix(plan()), Playout::AtEnd::stop);
    Channels heard(size_t(playout.current().channels() + 2), std::vector<float>(256, 7.f));
    std::vector<float*> rows;
    for (auto& channel : heard) rows.push_back(channel.data());
    playout.play(rows.data(), int(rows.size()), 256);
    EXPECT_THAT(heard.back(), testing::Each(0.f));
}

TEST_F(PlayoutTest, ShowsPeaksSinceTheLastLook) {
    Playout playout(startedMix(plan()), Playout::AtEnd::stop);
    Channels live;
    playOn(playout, 20000, 256, live);
    auto peaks = playout.look().peaks;
    for (size_t c = 0; c < live.size(); ++c) {
        float most = 0;
        for (float value : live[c]) most = std::max(most, std::abs(value));
        EXPECT_EQ(peaks[c], most);
    }
    EXPECT_THAT(playout.look().peaks, testing::Each(0.f));
}

TEST_F(PlayoutTest, MetersWhatIsNotPlayedTooWithoutAnotherBit) {
    auto expected = renderOutputs(plan(), {0, 20000});
    auto both = plan();
    auto mix = std::make_unique<LiveMix>(both, std::vector<int>{0}, Cut{0, 1 << 30});
    mix->meter({1, 0});
    mix->start();
    int64_t from = mix->engine().frame();
    Playout playout(std::move(mix), Playout::AtEnd::stop);
    Channels live;
    playOn(playout, 20000, 256, live);
    EXPECT_EQ(difference(live, expected[0]), "");
    // As far as the engine is, which is ahead of what is played.
    int64_t to = playout.current().engine().frame();
    std::vector<float> peaks;
    for (int o : {1, 0}) {
        int64_t late = both->outputs[size_t(o)].latency;
        auto outputs = renderOutputs(both, {from - late, to - late});
        for (const auto& channel : outputs[size_t(o)]) {
            peaks.push_back(0);
            for (float value : channel) peaks.back() = std::max(peaks.back(), std::abs(value));
        }
    }
    EXPECT_EQ(playout.current().peaks(), peaks);
    EXPECT_THAT(playout.current().peaks(), testing::Each(0.f));
}

}
}
