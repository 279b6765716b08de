// Every request that a fuzzer has found interesting is sent again, with the promises that it looked for.
// SPDX-License-Identifier: MIT
#include "tests/fuzz/request_promises.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

TEST(Requests, BreakNoPromise) {
    int files = 0, good = 0;
    uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/tests/fuzz/requests")) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::string request{std::istreambuf_iterator<char>(file), {}};
        auto outcome = stemwright::fuzz::requestOutcome(request);
        EXPECT_EQ(outcome.broken, "") << entry.path();
        ++files, good += outcome.accepted, bytes += entry.file_size();
    }
    EXPECT_GT(good, 20); // what is refused keeps few promises
    EXPECT_LT(files, 400);
    EXPECT_LT(bytes, 1u << 18);
}

}
