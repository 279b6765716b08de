// Several threads share each block of a mix that is played live: the bits of one thread, through edits too.
// SPDX-License-Identifier: MIT
#include "framework/engine/ready_parts.h"
#include "tests/framework/engine/playing.h"
#include "tests/framework/engine/random_console.h"
#include "tests/framework/engine/random_graph.h"
#include "tests/framework/engine/sound_folder.h"

namespace stemwright {
namespace {

// A network of parts in which each waits for some of those before it, and what ran in it.
struct Network : LiveCrew::Turn {
    std::vector<std::vector<int>> before;
    std::vector<int> turns;     // by part; no atomics, so that ThreadSanitizer sees who comes too early
    std::atomic<int> early = 0; // parts that ran before one that they wait for
    ReadyParts parts;
    LiveCrew& crew;

    static std::vector<std::vector<int>> random(int count, uint32_t seed) {
        std::mt19937 random(seed);
        std::vector<std::vector<int>> before(static_cast<size_t>(count));
        for (int p = 1; p < count; ++p)
            for (int b = 0; b < p; ++b)
                if (random() % 8 == 0) before[size_t(p)].push_back(b);
        return before;
    }
    static std::vector<ReadyParts::Part> partsOf(const std::vector<std::vector<int>>& before) {
        std::vector<ReadyParts::Part> parts(before.size());
        for (size_t p = 0; p < before.size(); ++p) {
            parts[p].before = int(before[p].size());
            for (int b : before[p]) parts[size_t(b)].after.push_back(int(p));
        }
        return parts;
    }
    Network(int count, uint32_t seed, LiveCrew& crew_)
        : before(random(count, seed)), turns(size_t(count)), parts(partsOf(before)), crew(crew_) {}
    ~Network() override { crew.leave(*this); }

    Outcome runPart() noexcept override {
        int part = parts.take();
        if (part == ReadyParts::none) return parts.isOver() ? Outcome::over : Outcome::idle;
        int turn = ++turns[size_t(part)];
        for (int b : before[size_t(part)]) early += turns[size_t(b)] != turn;
        if (parts.done(part) > 1) crew.progress();
        return Outcome::worked;
    }
    void run() {
        parts.begin();
        crew.run(*this);
    }
};

TEST(LiveCrew, runsEveryPartOnceInATurnAndAfterThoseThatItWaitsFor) {
    for (int helpers : {0, 1, 2, 5}) {
        LiveCrew crew(helpers);
        crew.begin();
        for (int count : {1, 2, 40}) {
            Network network(count, uint32_t(count + helpers), crew);
            for (int turn = 1; turn <= 300; ++turn) {
                network.run();
                for (int turns : network.turns) ASSERT_EQ(turns, turn);
                // Now and then helpers have the time to fall asleep.
                if (turn % 100 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
            EXPECT_EQ(network.early, 0);
        }
    }
}

TEST(LiveCrew, turnsOfSeveralOwnersFollowEachOther) {
    LiveCrew crew(2);
    crew.begin();
    for (int owner = 0; owner < 200; ++owner) { // each is gone before the next one comes
        Network one(9, uint32_t(owner), crew), other(5, uint32_t(owner), crew);
        for (int turn = 1; turn <= 5; ++turn) {
            one.run();
            other.run();
        }
        for (int turns : one.turns) ASSERT_EQ(turns, 5);
        for (int turns : other.turns) ASSERT_EQ(turns, 5);
        ASSERT_EQ(one.early + other.early, 0);
    }
}

TEST(LiveCrew, doesNotHelpBeforeItIsToBegin) {
    struct Lone : LiveCrew::Turn {
        std::thread::id own = std::this_thread::get_id();
        std::atomic<int> left = 0, others = 0;
        Outcome runPart() noexcept override {
            others += std::this_thread::get_id() != own;
            return --left < 0 ? Outcome::over : Outcome::worked;
        }
    };
    LiveCrew crew(2);
    Lone lone;
    for (int turn = 0; turn < 1000; ++turn) {
        lone.left = 10;
        crew.run(lone);
    }
    EXPECT_EQ(lone.others, 0);
    EXPECT_EQ(crew.helpers().size(), 2u);
}

TEST(LiveCrew, playsTheBitsOfTheRender) {
    for (uint32_t seed = 0; seed < 4; ++seed) {
        auto graph = [&] {
            return seed % 2 ? randomMix(int(20 + seed * 20), seed + 300).graph()
                            : randomConsole(int(10 + seed * 5), seed).graph();
        };
        Channels expected = rendered(compile(graph()), {0, 3000});
        for (int threads : {2, 3}) {
            Helped helped(threads);
            Playout playout(startedMix(compile(graph(), helped.arrangement()), 0, 1 << 30, helped.crew.get()),
                            Playout::AtEnd::stop);
            Channels live;
            playOn(playout, 3000, 96, live);
            ASSERT_EQ(difference(live, expected), "") << "seed " << seed << ", " << threads << " threads";
        }
    }
}

TEST(LiveCrew, goesOnWithTheSameBitsThroughEdits) {
    auto graph = [] { return randomMix(40, 77).graph(); };
    Channels expected = rendered(compile(graph()), {0, 12 * 2000}), live;
    Helped helped(2);
    auto plan = [&](int edit) { // with helpers or without
        return compile(graph(), edit % 3 == 2 ? Arrangement{} : helped.arrangement());
    };
    Playout playout(startedMix(plan(0), 0, 1 << 30, helped.crew.get()), Playout::AtEnd::stop);
    int taken = 0;
    for (int edit = 0; edit < 12; ++edit) {
        playOn(playout, 2000, 125, live);
        if (!playout.settled()) continue;
        ++taken;
        auto next = followingMix(plan(edit), playout, helped.crew.get());
        EXPECT_EQ(next->keptNodes(), int(next->plan().graph.vertices.size()));
        playout.change(std::move(next));
        playout.retired();
    }
    EXPECT_GE(taken, 8);
    EXPECT_EQ(difference(live, expected), "");
}

TEST(LiveCrew, waitsForFilesWhereTheDeviceDoesSo) {
    SoundFolder folder;
    std::string a = folder.noise("a.flac", 100000);
    Graph g;
    for (const char* name : {"a", "b", "c", "d"}) {
        g.add(name, "file", arguments({{"file", a}}));
        g.add(std::string("room-") + name, "reverb");
        g.connect(name, std::string("room-") + name);
        g.output(std::string("mix-") + name, std::string("room-") + name);
    }
    Channels expected = rendered(compile(g), {0, 90000}), live;
    Helped helped(2);
    Playout playout(startedMix(compile(g, helped.arrangement()), 0, 1 << 30, helped.crew.get()),
                    Playout::AtEnd::stop);
    playOn(playout, 90000, 256, live); // much faster than time goes by
    EXPECT_EQ(playout.look().lateReads, 0);
    EXPECT_EQ(difference(live, expected), "");
}

}
}
