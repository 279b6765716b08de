// Scripts that are loaded get their steps in slices, and no more of them than they may take.
// SPDX-License-Identifier: MIT
#include "framework/lua/step_budget.h"
#include <gtest/gtest.h>

namespace stemwright {
namespace {

TEST(StepBudget, endsAndStaysAtAnEnd) {
    StepBudget budget;
    budget.forLoading();
    int64_t taken = 0;
    do {
        taken += budget.left + 1;
        budget.left = -1;
    } while (budget.more());
    EXPECT_GT(taken, 0);
    EXPECT_LE(taken, 10'000'001);
    EXPECT_FALSE(budget.more());
    budget.forLoading();
    budget.left = -1;
    EXPECT_TRUE(budget.more());
    EXPECT_GE(budget.left, 0);
}

TEST(StepBudget, coversWhatIsChargedAtOnce) {
    StepBudget budget;
    budget.forLoading();
    budget.left -= 1'000'000;
    EXPECT_TRUE(budget.more());
    EXPECT_GE(budget.left, 0);
    budget.left -= 1'000'000'000;
    EXPECT_FALSE(budget.more());
}

TEST(StepBudget, givesNothingMoreToWhatProcesses) {
    StepBudget budget;
    budget.forLoading();
    budget.forProcessing(5);
    EXPECT_EQ(budget.left, 5);
    budget.left = -1;
    EXPECT_FALSE(budget.more());
}

}
}
