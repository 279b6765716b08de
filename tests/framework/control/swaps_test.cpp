// Thousands of edits, moves and jumps by one thread while another one plays; most of all for ThreadSanitizer.
// SPDX-License-Identifier: MIT
#include "framework/control/live_desk.h"
#include "tests/framework/control/hands.h"
#include "tests/framework/engine/random_console.h"
#include <thread>

namespace stemwright {
namespace {

void swap(int swaps, int threads) {
    auto graph = [](int edit) {
        Graph g = randomConsole(3 + edit % 2, uint32_t(edit % 3)).graph();
        return g;
    };
    Hands hands;
    hands.helped = Helped(threads);
    std::mt19937 random(1);
    Playout playout(hands.started(graph(0)), Playout::AtEnd::stop);
    std::atomic<bool> over = false;
    std::atomic<int64_t> broken = 0;
    std::thread audio([&] {
        std::vector<std::vector<float>> rows(size_t(playout.current().channels()), std::vector<float>(256));
        std::vector<float*> to;
        for (auto& row : rows) to.push_back(row.data());
        while (!over) {
            playout.play(to.data(), int(to.size()), 256);
            for (const auto& row : rows)
                for (float x : row) broken += !std::isfinite(x);
        }
    });
    int taken = 0, back = 0;
    for (int edit = 1; edit <= swaps; ++edit) {
        if (edit % 10 == 0)
            playout.jumpTo(hands.started(graph(edit)));
        else
            playout.change(hands.following(graph(edit), playout));
        for (int move = 0; move < 3; ++move) playout.ask(hands.random(random));
        while (!playout.settled()) std::this_thread::yield();
        playout.look();
        for (const auto& mix : playout.retired()) {
            taken += mix->hasTakenOver();
            ++back;
        }
    }
    over = true;
    audio.join();
    EXPECT_EQ(broken, 0);
    EXPECT_GE(taken, swaps * 3 / 4);
    EXPECT_GE(back, swaps * 3 / 4);
}

TEST(Swaps, ofTwoThousandPlansLoseNothing) { swap(2000, 1); }

TEST(Swaps, ofPlansThatThreadsShareLoseNothing) { swap(100, 2); }

}
}
