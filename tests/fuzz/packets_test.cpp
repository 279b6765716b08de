// Every packet that a fuzzer has found interesting is sent again, with the promises that it looked for.
// SPDX-License-Identifier: MIT
#include "tests/fuzz/packet_promises.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

TEST(Packets, BreakNoPromise) {
    int files = 0, good = 0;
    uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/tests/fuzz/packets")) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::vector<char> packet{std::istreambuf_iterator<char>(file), {}};
        auto outcome =
            stemwright::fuzz::packetOutcome({reinterpret_cast<const uint8_t*>(packet.data()), packet.size()});
        EXPECT_EQ(outcome.broken, "") << entry.path();
        ++files, good += outcome.accepted, bytes += entry.file_size();
    }
    EXPECT_GT(good, 50); // what is refused keeps few promises
    EXPECT_LT(files, 400);
    EXPECT_LT(bytes, 1u << 18);
}

}
