// The audio thread asks nothing of the operating system: no file, no lock, no sleep, no memory.
// SPDX-License-Identifier: MIT
#include "tests/framework/control/hands.h"
#include "tests/framework/engine/connected_device.h"
#include "tests/framework/engine/random_graph.h"
#include "tests/framework/engine/sound_folder.h"
#include <set>
#include <sys/syscall.h>
#if defined __x86_64__ && !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
#include "tests/framework/engine/system_call_watch.h"
#else
struct SystemCallWatch {
    static constexpr long none = -1;
    static long firstCall() { return none; }
    bool works() const { return false; }
};
#endif

namespace stemwright {
namespace {

// What play() does, in blocks of 128 frames, with an edit after each of `edits`.
void playWatched(const std::function<std::shared_ptr<const Plan>()>& plan, int edits) {
    Playout playout(startedMix(plan()), Playout::AtEnd::stop);
    std::vector<std::vector<float>> rows(size_t(playout.current().channels()), std::vector<float>(128));
    std::vector<float*> to;
    for (auto& row : rows) to.push_back(row.data());
    playout.play(to.data(), int(to.size()), 128); // the first call binds symbols, which maps memory
    for (int edit = 0; edit <= edits; ++edit) {
        if (edit > 0) playout.change(followingMix(plan(), playout));
        {
            SystemCallWatch watch;
            if (!watch.works()) GTEST_SKIP() << "this kernel does not hand system calls over";
            for (int block = 0; block < 30; ++block) playout.play(to.data(), int(to.size()), 128);
        }
        ASSERT_EQ(SystemCallWatch::firstCall(), SystemCallWatch::none) << "after edit " << edit;
        playout.retired();
    }
    EXPECT_EQ(playout.look().lateReads, 0);
}

TEST(SystemCalls, areSeenByTheWatch) {
    {
        SystemCallWatch watch;
        if (!watch.works()) GTEST_SKIP() << "this kernel does not hand system calls over";
        EXPECT_GT(getppid(), 0);
    }
    EXPECT_NE(SystemCallWatch::firstCall(), SystemCallWatch::none);
}

TEST(SystemCalls, areNotMadeByAnyNodeNorAtEdits) {
    for (uint32_t seed = 0; seed < 5; ++seed)
        playWatched([&] { return compile(randomMix(60, seed + 900).graph()); }, 5);
}

TEST(SystemCalls, areMadeToWakeHelpersOnly) {
    Helped helped(2);
    auto plan = [&] { return compile(randomMix(60, 901).graph(), helped.arrangement()); };
    Playout playout(startedMix(plan(), 0, 1 << 30, helped.crew.get()), Playout::AtEnd::stop);
    std::vector<std::vector<float>> rows(size_t(playout.current().channels()), std::vector<float>(128));
    std::vector<float*> to;
    for (auto& row : rows) to.push_back(row.data());
    playout.play(to.data(), int(to.size()), 128);
    std::set<long> calls;
    for (int part = 0; part < 60; ++part) {
        if (playout.settled()) playout.change(followingMix(plan(), playout, helped.crew.get()));
        {
            SystemCallWatch watch;
            if (!watch.works()) GTEST_SKIP() << "this kernel does not hand system calls over";
            playout.play(to.data(), int(to.size()), 128);
        }
        calls.insert(SystemCallWatch::firstCall());
        playout.retired();
    }
    calls.erase(SystemCallWatch::none);
    calls.erase(SYS_futex);
    EXPECT_EQ(calls, std::set<long>{});
}

TEST(SystemCalls, areNotMadeWhileHandsMoveFaders) {
    for (uint32_t seed = 0; seed < 5; ++seed) {
        Hands hands;
        std::mt19937 random(seed);
        Playout playout(hands.started(randomMix(60, seed + 950).graph()), Playout::AtEnd::stop);
        std::vector<std::vector<float>> rows(size_t(playout.current().channels()), std::vector<float>(128));
        std::vector<float*> to;
        for (auto& row : rows) to.push_back(row.data());
        playout.play(to.data(), int(to.size()), 128);
        for (int part = 0; part < 50; ++part) {
            for (int move = 0; move < 50; ++move) playout.ask(hands.random(random));
            SystemCallWatch watch;
            if (!watch.works()) GTEST_SKIP() << "this kernel does not hand system calls over";
            for (int block = 0; block < 3; ++block) playout.play(to.data(), int(to.size()), 128);
        }
        ASSERT_EQ(SystemCallWatch::firstCall(), SystemCallWatch::none);
    }
}

TEST(SystemCalls, areNotMadeForInputsAndRecordings) {
    ConnectedDevice device;
    {
        SystemCallWatch watch;
        if (!watch.works()) GTEST_SKIP() << "this kernel does not hand system calls over";
        device.play(100);
    }
    EXPECT_EQ(SystemCallWatch::firstCall(), SystemCallWatch::none);
    device.expectToHaveRecorded(100);
}

TEST(SystemCalls, areNotMadeForFilesAlthoughTheyAreRead) {
    SoundFolder folder;
    std::string a = folder.noise("a.flac", 100000), b = folder.noise("b.wav", 100000, 1, 44100);
    playWatched(
        [&] {
            Graph g;
            g.add("a", "file", arguments({{"file", a}}));
            g.add("b", "file", arguments({{"file", b}, {"loop", "yes"}, {"to", "0.3 s"}}));
            g.add("sum", "gain");
            g.connect("a", "sum");
            g.connect("b", "sum");
            g.output("mix", "sum");
            return compile(std::move(g));
        },
        6);
}

}
}
