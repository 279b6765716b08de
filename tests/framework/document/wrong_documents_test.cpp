// Every wrong document in tests/documents/wrong gives exactly the messages in the file beside it.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace stemwright {
namespace {

namespace fs = std::filesystem;
const fs::path folder = fs::path(SOURCE_DIR) / "tests/documents/wrong";

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> documents() {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(folder))
        if (file.path().extension() == ".yaml") names.push_back(file.path().stem());
    std::sort(names.begin(), names.end());
    return names;
}

class WrongDocument : public testing::TestWithParam<std::string> {};

TEST_P(WrongDocument, IsToldInTheWordsOfTheFileBesideIt) {
    std::string name = GetParam() + ".yaml", told;
    try {
        readMix(contents(folder / name), name);
        told = "nothing";
    } catch (const Error& error) {
        told = error.what();
    }
    EXPECT_EQ(told + "\n", contents(folder / (GetParam() + ".txt")));
}

INSTANTIATE_TEST_SUITE_P(Folder, WrongDocument, testing::ValuesIn(documents()),
                         [](const auto& document) { return document.param; });

TEST(WrongDocuments, AreAtLeastSixty) { EXPECT_GE(documents().size(), 60u); }

}
}
