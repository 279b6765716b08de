// What servers are promised by the thread that they share.
// SPDX-License-Identifier: MIT
#include "framework/control/control_loop.h"
#include "framework/control/token.h"
#include <algorithm>
#include <future>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <vector>

namespace stemwright {
namespace {

TEST(ControlLoop, doesWhatIsPostedInItsOrderOnAThreadOfItsOwn) {
    ControlLoop loop;
    std::vector<int> order;
    std::thread::id where;
    for (int i = 0; i < 100; ++i) loop.post([&order, i] { order.push_back(i); });
    loop.perform([&] { where = std::this_thread::get_id(); });
    ASSERT_EQ(order.size(), 100u);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_NE(where, std::this_thread::get_id());
}

TEST(ControlLoop, goesOnAfterAHandlerHasThrown) {
    ControlLoop loop;
    loop.post([] { throw std::runtime_error("no memory"); });
    loop.post([] { throw 1; });
    bool done = false;
    loop.perform([&] { done = true; });
    EXPECT_TRUE(done);
}

TEST(ControlLoop, throwsWhereItIsWaitedForWhatTheWorkThrew) {
    ControlLoop loop;
    EXPECT_THROW(loop.perform([] { throw std::runtime_error("taken"); }), std::runtime_error);
}

TEST(ControlLoop, endsWithWorkLeft) {
    auto kept = std::make_shared<int>(1);
    {
        ControlLoop loop;
        std::promise<void> begun;
        loop.post([&] { begun.set_value(); });
        begun.get_future().wait();
        for (int i = 0; i < 100; ++i) loop.post([kept] {});
    }
    EXPECT_EQ(kept.use_count(), 1);
}

TEST(Token, isThatOneWordOnly) {
    EXPECT_TRUE(isToken("cherry", "cherry"));
    for (const char* other : {"", "cherr", "cherry ", "cherrycherry", "Cherry", "cherrz", "xherry"})
        EXPECT_FALSE(isToken(other, "cherry")) << other;
    EXPECT_FALSE(isToken("", ""));
    EXPECT_FALSE(isToken("cherry", ""));
}

}
}
