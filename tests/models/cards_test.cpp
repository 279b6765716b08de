// Holds the files of our models against what their cards say.
// SPDX-License-Identifier: MIT
#include "tests/models/own_model.h"

namespace stemwright::test {

struct Card : OwnModel, testing::WithParamInterface<const char*> {};
INSTANTIATE_TEST_SUITE_P(Models, Card, testing::Values("reducer", "chain", "mixer", "roles"));

TEST_P(Card, isOfTheseBytes) {
    std::string sum = (folder / "sum").string();
    ASSERT_EQ(std::system(("sha256sum < '" + file(GetParam()) + "' > '" + sum + "'").c_str()), 0);
    EXPECT_EQ(contents(sum).substr(0, 64), said(GetParam(), R"(SHA-256 of \w+\.\w+: `([0-9a-f]{64})`)"));
}

TEST_P(Card, isOfASmallFileThatNamesNoPlaceOnTheMachineThatMadeIt) {
    std::string bytes = contents(file(GetParam()));
    EXPECT_LT(bytes.size(), 1000000u);
    for (const std::string top :
         {"tmp", "home", "root", "usr"}) // where the Filesystem Hierarchy Standard has files of people
        EXPECT_EQ(bytes.find("/" + top + "/"), std::string::npos) << top;
}

}
