// Helpers have the priority of the thread that plays, or are said to have none.
// SPDX-License-Identifier: MIT
#include "framework/device/realtime_priority.h"
#include "framework/engine/live_crew.h"
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

namespace stemwright {
namespace {

using Answer = RealtimePriority::Answer;

TEST(RealtimePriorities, OfHelpersAreThatOfTheThreadThatPlays) {
    LiveCrew crew(2);
    RealtimePriority shared;
    std::thread([&] { shared = shareRealtimePriority(askForRealtimePriority(), crew.helpers()); }).join();
    if (shared.answer == Answer::refused) GTEST_SKIP() << "the system gives no real-time priority here";
    EXPECT_EQ(shared.answer, Answer::granted);
    for (auto helper : crew.helpers()) {
        int policy = 0;
        sched_param parameters{};
        ASSERT_EQ(pthread_getschedparam(helper, &policy, &parameters), 0);
        EXPECT_EQ(policy, SCHED_FIFO);
        EXPECT_EQ(parameters.sched_priority, shared.level);
    }
}

TEST(RealtimePriorities, OfHelpersAreRefusedWhereTheSystemDoesSo) {
    if (geteuid() != 0) GTEST_SKIP() << "only root can lose what lets it ask";
    auto asNobody = [] {
        LiveCrew crew(1);
        rlimit none{0, 0};
        if (setrlimit(RLIMIT_RTPRIO, &none) != 0 || setuid(65534) != 0) exit(2);
        exit(shareRealtimePriority({Answer::granted, 10}, crew.helpers()).answer == Answer::refused ? 0 : 1);
    };
    EXPECT_EXIT(asNobody(), testing::ExitedWithCode(0), "");
}

TEST(RealtimePriorities, OfHelpersAreNotAskedForWhereTheThreadThatPlaysHasNone) {
    LiveCrew crew(1);
    EXPECT_EQ(shareRealtimePriority({Answer::refused}, crew.helpers()).answer, Answer::refused);
    int policy = 0;
    sched_param parameters{};
    ASSERT_EQ(pthread_getschedparam(crew.helpers()[0], &policy, &parameters), 0);
    EXPECT_EQ(policy, SCHED_OTHER);
}

}
}
