// A mix that plays hears a device as late as it must, on and on through edits and repeats.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/playing.h"

namespace stemwright {
namespace {

float arriving(int64_t frame) { return float(frame % 10007 + 1) * 0x1p-14f; }

// A device with one input, which gives arriving(), and a mix that passes it on as late as a look-ahead makes
// it.
struct PlayoutInput : testing::Test {
    InputRing ring{1, 48000};
    int64_t arrived = 0;

    static std::shared_ptr<const Plan> plan(const std::string& lookahead) {
        Graph g;
        g.add("in", "input");
        g.add("comp", "compressor", arguments({{"threshold", "0 dB"}, {"lookahead", lookahead}}));
        g.connect("in", "comp");
        g.output("mix", "comp");
        return compile(std::move(g));
    }

    std::unique_ptr<LiveMix> mix(const std::string& lookahead, Cut part = {0, 1 << 30}) {
        auto made = std::make_unique<LiveMix>(plan(lookahead), std::vector<int>{0}, part, nullptr, &ring);
        made->start();
        return made;
    }

    void play(Playout& playout, int blocks, int frames, std::vector<float>& heard) {
        std::vector<float> in(static_cast<size_t>(frames)), out(in.size());
        for (int b = 0; b < blocks; ++b) {
            for (float& x : in) x = arriving(arrived++);
            const float* from = in.data();
            float* to = out.data();
            ring.receive(&from, 1, frames);
            playout.play(&to, 1, frames);
            heard.insert(heard.end(), out.begin(), out.end());
        }
    }

    // From `begin` on: what arrived `late` frames before; "" or where it differs.
    static std::string difference(const std::vector<float>& heard, int64_t begin, int64_t late) {
        for (int64_t i = begin; i < int64_t(heard.size()); ++i)
            if (float expected = i < late ? 0 : arriving(i - late); heard[size_t(i)] != expected)
                return "frame " + std::to_string(i) + ": " + std::to_string(heard[size_t(i)]) + " against " +
                       std::to_string(expected);
        return "";
    }
};

TEST_F(PlayoutInput, IsHeardAsLateAsTheTapSays) {
    for (const char* lookahead : {"0 ms", "100 samples", "3 ms"})
        for (int block : {1, 32, 64, 100, 128, 480, 1024})
            for (int64_t from : {0, 1000}) {
                arrived = 0;
                ring = InputRing(1, 48000);
                Playout playout(mix(lookahead, {from, 1 << 30}), Playout::AtEnd::stop);
                std::vector<float> heard;
                play(playout, 20000 / block, block, heard);
                int64_t late = InputTap::lateness(from + block, playout.current().latency(), block);
                ASSERT_EQ(difference(heard, 0, late), "")
                    << lookahead << ", blocks of " << block << ", from " << from;
            }
}

TEST_F(PlayoutInput, GoesOnThroughEditsAndMovesOnlyWhereTheMixGetsLater) {
    for (int block : {64, 480}) {
        arrived = 0;
        ring = InputRing(1, 48000);
        Playout playout(mix("2 ms"), Playout::AtEnd::stop);
        int64_t late = InputTap::lateness(block, 96, block);
        std::vector<float> heard;
        for (const char* lookahead : {"2 ms", "2 ms"}) {
            play(playout, 20, block, heard);
            playout.change(followingMix(plan(lookahead), playout));
        }
        play(playout, 100, block, heard);
        playout.retired();
        EXPECT_EQ(difference(heard, 0, late), "");
        playout.change(followingMix(plan("7 ms"), playout));
        play(playout, 100, block, heard);
        ASSERT_TRUE(playout.settled());
        EXPECT_EQ(
            difference(heard, int64_t(heard.size()) - 50 * block, InputTap::lateness(block, 336, block)), "");
    }
}

TEST_F(PlayoutInput, IsHeardOnWhereTheSongBeginsAgain) {
    Playout playout(mix("0 ms", {0, 5000}), Playout::AtEnd::repeat);
    std::vector<float> heard;
    for (int part = 0; part < 100; ++part) {
        if (playout.wantsRepeat()) playout.repeatWith(mix("0 ms", {0, 5000}));
        play(playout, 1, 128, heard);
        playout.retired();
    }
    // Where blocks end within a quantum changes with each turn, and with it how late inputs are.
    std::vector<int64_t> lates;
    for (size_t i = 200; i < heard.size(); ++i) {
        int64_t late = 0;
        while (late <= 64 && heard[i] != arriving(int64_t(i) - late)) ++late;
        if (late <= 64 && (lates.empty() || lates.back() != late)) lates.push_back(late);
        ASSERT_LE(late, 64) << i;
    }
    EXPECT_EQ(lates.front(), 0);
    EXPECT_EQ(lates.size(), 3u);
}

TEST_F(PlayoutInput, GoesOnInBlocksOfAnotherSize) {
    Playout playout(mix("0 ms"), Playout::AtEnd::stop);
    std::vector<float> heard;
    play(playout, 10, 64, heard);
    play(playout, 20, 480, heard);
    EXPECT_EQ(difference(heard, 640 + 64, 32), "");
}

}
}
