// What goes from one thread to another keeps its order, and does not grow.
// SPDX-License-Identifier: MIT
#include "framework/engine/queue.h"
#include <gtest/gtest.h>
#include <thread>

namespace stemwright {
namespace {

TEST(Queues, keepTheOrderFromThreadToThread) {
    Queue<int> queue(1024);
    constexpr int count = 100000;
    std::thread source([&] {
        for (int i = 0; i < count; ++i)
            while (queue.put(i) == Queue<int>::Outcome::full) std::this_thread::yield();
    });
    for (int i = 0; i < count;)
        if (const int* value = queue.front()) {
            EXPECT_EQ(*value, i++);
            queue.drop();
        } else
            std::this_thread::yield();
    source.join();
}

TEST(Queues, refuseWhatFindsNoRoomAndNothingElse) {
    Queue<int> queue(1024);
    for (int i = 0; i < 5000; ++i)
        EXPECT_EQ(queue.put(i), i < 1024 ? Queue<int>::Outcome::done : Queue<int>::Outcome::full);
    int expected = 0;
    for (; const int* value = queue.front(); queue.drop()) EXPECT_EQ(*value, expected++);
    EXPECT_EQ(expected, 1024);
    EXPECT_EQ(queue.put(7), Queue<int>::Outcome::done);
    EXPECT_EQ(*queue.front(), 7);
}

}
}
