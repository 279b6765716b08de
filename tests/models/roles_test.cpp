// Listens to the songs that the card of roles speaks of.
// SPDX-License-Identifier: MIT
#include "framework/assist/track_listener.h"
#include "tests/models/own_model.h"

namespace stemwright::test {

using RolesModel = OwnModel;
TEST_F(RolesModel, hearsAsManyTracksOfSongsRightlyAsItsCardSays) {
    if (!fs::exists(SOURCE_DIR "/../shared/stems")) GTEST_SKIP() << "../shared/stems is not there";
    const std::string list = (folder / "list").string();
    const std::string command =
        "PYTHONPATH='" SOURCE_DIR "/models' python3 -B -m roles.judged > '" + list + "'";
    ASSERT_EQ(std::system(command.c_str()), 0);
    std::ifstream lines(list);
    int right = 0, count = 0;
    for (std::string path, roles; std::getline(lines, path, '\t') && std::getline(lines, roles); ++count) {
        const auto heard = mostProbable(analyseTrack(path).roleProbabilities);
        right += heard && (", " + roles + ",").find(", " + std::string(wordOf(*heard)) + ",") != roles.npos;
    }
    EXPECT_EQ(count, std::stoi(said("roles", R"(\d+ of (\d+) tracks)")));
    EXPECT_GE(right, std::stoi(said("roles", R"((\d+) of \d+ tracks)")));
}

}
