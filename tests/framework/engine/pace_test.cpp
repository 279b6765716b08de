// A device that runs in real time is told from a server that renders.
// SPDX-License-Identifier: MIT
#include "framework/engine/pace.h"
#include <gtest/gtest.h>

namespace stemwright {
namespace {

using std::chrono::microseconds;

// Whether it looks faster after a second of sound, where a block of 5 ms comes every `period`, of which we
// wait `waited` for files.
bool looksFast(microseconds period, microseconds waited) {
    Pace pace(48000);
    Pace::Clock::time_point now{};
    for (int block = 1; block <= 200; ++block) {
        pace.began(now += period, 240);
        pace.ended(waited);
    }
    return pace.isFasterThanRealTime();
}

TEST(Pace, isThatOfADevice) {
    EXPECT_FALSE(looksFast(microseconds(5000), microseconds(0)));
    EXPECT_FALSE(looksFast(microseconds(4900), microseconds(0))); // no clock is exact
    EXPECT_FALSE(looksFast(microseconds(9000), microseconds(0))); // we are too slow
}

TEST(Pace, isFasterWhereAServerRenders) {
    EXPECT_TRUE(looksFast(microseconds(200), microseconds(0)));
    EXPECT_TRUE(looksFast(microseconds(7000), microseconds(6900))); // the disk is slow, the server is not
}

TEST(Pace, isRealTimeAgainOnceTheServerIs) {
    Pace pace(48000);
    Pace::Clock::time_point now{};
    for (int block = 0; block < 200; ++block) {
        pace.began(now += microseconds(1), 240);
        now += block < 100 ? microseconds(100) : microseconds(5000);
    }
    EXPECT_FALSE(pace.isFasterThanRealTime());
}

}
}
