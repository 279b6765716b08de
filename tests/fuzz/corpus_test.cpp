// Every document that a fuzzer has found interesting is read again, with the promises that it looked for.
// SPDX-License-Identifier: MIT
#include "tests/fuzz/promises.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> corpus() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/tests/fuzz/corpus"))
        paths.push_back(entry.path());
    for (const char* folder : {"graphs", "tests/documents"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder))
            if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
    return paths;
}

TEST(Corpus, BreaksNoPromise) {
    int good = 0;
    for (const fs::path& path : corpus()) {
        auto outcome = stemwright::fuzz::outcome(contents(path));
        EXPECT_EQ(outcome.broken, "") << path;
        good += outcome.accepted;
    }
    EXPECT_GT(good, 20); // what is refused keeps few promises
}

TEST(Corpus, StaysSmall) {
    size_t files = 0, bytes = 0;
    for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/tests/fuzz/corpus")) {
        ++files;
        bytes += entry.file_size();
    }
    EXPECT_GT(files, 50u);
    EXPECT_LT(files, 600u);
    EXPECT_LT(bytes, 1u << 20);
}

}
