// Edits while scripts idle aside and another thread plays; most of all for ThreadSanitizer.
// SPDX-License-Identifier: MIT
#include "tests/framework/control/hands.h"
#include "tests/framework/lua/idling.h"
#include <gmock/gmock.h>
#include <thread>

namespace stemwright {
namespace {

TEST(IdleSwaps, loseNothingWhileScriptsWorkAside) {
    Idling idling;
    Hands hands;
    Playout playout(hands.started(idling.graph(0)), Playout::AtEnd::stop);
    std::atomic<bool> over = false;
    std::atomic<int64_t> broken = 0, answered = 0;
    std::thread audio([&] {
        std::vector<std::vector<float>> rows(size_t(playout.current().channels()), std::vector<float>(256));
        std::vector<float*> to;
        for (auto& row : rows) to.push_back(row.data());
        while (!over) {
            playout.play(to.data(), int(to.size()), 256);
            double sum = 0;
            for (float x : rows[0]) sum += double(x);
            answered += sum > 128; // 1 for each frame, and noise
            for (const auto& row : rows)
                for (float x : row) broken += !std::isfinite(x);
        }
    });
    int told = 0, back = 0;
    for (int edit = 1; edit <= 60; ++edit) {
        if (edit % 5 == 0)
            playout.jumpTo(hands.started(idling.graph(edit)));
        else
            playout.change(hands.following(idling.graph(edit), playout));
        while (!playout.settled()) std::this_thread::yield();
        playout.look();
        for (const auto& mix : playout.retired()) {
            for (const Graph::Vertex& vertex : mix->plan().graph.vertices)
                if (auto* script = dynamic_cast<const ScriptNode*>(vertex.node.get()))
                    if (auto fault = script->takeFault()) {
                        EXPECT_THAT(fault->cause, testing::HasSubstr("too much"));
                        ++told;
                    }
            ++back;
        }
    }
    over = true;
    audio.join();
    EXPECT_EQ(broken, 0);
    EXPECT_GT(answered, 0);
    EXPECT_GT(told, 0);
    EXPECT_GT(back, 40);
}

}
}
