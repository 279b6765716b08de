// Stopping, going on, and going elsewhere in the song while it plays.
// SPDX-License-Identifier: MIT
#include "framework/engine/trial.h"
#include "tests/framework/engine/playing.h"

namespace stemwright {
namespace {

constexpr int fade = 960; // frames

Graph tone() {
    Graph g;
    g.add("tone", "sine", arguments({{"freq", "440 Hz"}, {"level", "-6 dB"}}));
    g.add("room", "reverb");
    g.connect("tone", "room");
    g.output("mix", "room");
    return g;
}

Graph plainTone() {
    Graph g;
    g.add("tone", "sine", arguments({{"freq", "440 Hz"}, {"level", "-6 dB"}}));
    g.output("mix", "tone");
    return g;
}

TEST(Transport, stopsTimeWithoutAStepAndGoesOnWithTheSameBits) {
    Channels song = rendered(compile(plainTone()), {0, 20000}), live;
    float own = steepest(song[0]);
    for (int block : {64, 100, 480}) {
        Playout playout(startedMix(compile(plainTone())), Playout::AtEnd::stop);
        live.clear();
        playOn(playout, 4800, block, live);
        playout.move(Playout::Motion::stopped);
        playOn(playout, 4800, block, live);
        int64_t there = playout.position();
        EXPECT_GE(there, 4800 + fade);
        EXPECT_LT(there, 4800 + fade + 64);
        for (size_t i = 7000; i < 9600; ++i) ASSERT_EQ(live[0][i], 0.f);
        playOn(playout, 4800, block, live);
        EXPECT_EQ(playout.position(), there) << "time goes on";
        playout.move(Playout::Motion::playing);
        playOn(playout, 4800, block, live);
        EXPECT_LE(steepest(live[0]), own + 0.5f / fade);
        size_t behind = 14400 + fade;
        EXPECT_EQ(difference(cutOut(live, behind, 3000), cutOut(song, size_t(there) + fade, 3000)), "");
    }
}

TEST(Transport, goesElsewhereInTheSongWithoutAStep) {
    Channels song = rendered(compile(plainTone()), {0, 60000}), live;
    auto plan = compile(plainTone());
    Playout playout(startedMix(plan), Playout::AtEnd::stop);
    playOn(playout, 5000, 64, live);
    EXPECT_EQ(playout.jumpTo(startedMix(plan, 40000)), nullptr);
    playOn(playout, 5000, 64, live);
    EXPECT_LE(steepest(live[0]), steepest(song[0]) + 0.5f / fade);
    int64_t heard = playout.position() - 2000;
    EXPECT_GT(heard, 40000);
    EXPECT_EQ(difference(cutOut(live, 8000, 2000), cutOut(song, size_t(heard), 2000)), "");
    EXPECT_EQ(playout.retired().size(), 1u);
}

TEST(Transport, goesElsewhereWhileItStandsAndFromTheEnd) {
    auto plan = compile(tone());
    Channels live;
    Playout playout(startedMix(plan, 0, 3000), Playout::AtEnd::stop);
    playOn(playout, 4000, 64, live);
    EXPECT_TRUE(playout.isFinished());
    playout.jumpTo(startedMix(plan, 1000, 30000));
    playOn(playout, 2000, 64, live);
    EXPECT_FALSE(playout.isFinished());
    playout.move(Playout::Motion::stopped);
    playOn(playout, 2000, 64, live);
    playout.jumpTo(startedMix(plan, 20000, 30000));
    playOn(playout, 640, 64, live);
    EXPECT_EQ(playout.position(), 20000) << "it stands at the new place";
    playout.move(Playout::Motion::playing);
    playOn(playout, 640, 64, live);
    EXPECT_EQ(playout.position(), 20640);
}

TEST(Trial, endsAnEditThatIsTooSlowOrBreaks) {
    using Time = Trial::Clock::time_point;
    using namespace std::chrono_literals;
    Playout::Status fine{}, slow{}, broken{};
    fine.load = 0.3, slow.load = 1.2, broken.load = 0.3, broken.faultyQuanta = 1;
    Time start{};
    Trial trial;
    EXPECT_EQ(trial.judge(fine, Trial::Phase::settled, start), Trial::Verdict::none);
    trial.begin(start);
    EXPECT_EQ(trial.judge(fine, Trial::Phase::settled, start + 500ms), Trial::Verdict::pending);
    EXPECT_EQ(trial.judge(slow, Trial::Phase::settled, start + 600ms), Trial::Verdict::pending) << "a moment";
    EXPECT_EQ(trial.judge(slow, Trial::Phase::settled, start + 800ms), Trial::Verdict::overloads);
    EXPECT_EQ(trial.judge(slow, Trial::Phase::settled, start + 900ms), Trial::Verdict::none) << "told once";
    trial.judge(fine, Trial::Phase::settled, start);
    trial.begin(start);
    EXPECT_EQ(trial.judge(broken, Trial::Phase::fading, start), Trial::Verdict::pending)
        << "of the one before";
    EXPECT_EQ(trial.judge(broken, Trial::Phase::settled, start), Trial::Verdict::breaks);
    trial.judge(broken, Trial::Phase::settled, start);
    trial.begin(start);
    EXPECT_EQ(trial.judge(broken, Trial::Phase::settled, start + 1s), Trial::Verdict::passed)
        << "it was before";
}

}
}
