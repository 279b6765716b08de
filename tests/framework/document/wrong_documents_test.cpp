// Every document in tests/documents/wrong and .../warned gives exactly the messages in the file beside it.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace stemwright {
namespace {

namespace fs = std::filesystem;
const fs::path wrong = fs::path(SOURCE_DIR) / "tests/documents/wrong";
const fs::path warned = fs::path(SOURCE_DIR) / "tests/documents/warned";

// Messages show files as the document names them, so it is read from within its folder.
class Within {
  public:
    explicit Within(const fs::path& folder) { fs::current_path(folder); }
    ~Within() { fs::current_path(before_); }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

  private:
    fs::path before_ = fs::current_path();
};

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Not those in folders within: they are layers and fragments of others.
std::vector<std::string> documents(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(folder))
        if (file.path().extension() == ".yaml") names.push_back(file.path().stem());
    std::sort(names.begin(), names.end());
    return names;
}

class WrongDocument : public testing::TestWithParam<std::string> {};

TEST_P(WrongDocument, IsToldInTheWordsOfTheFileBesideIt) {
    Within folder(wrong);
    std::string told;
    try {
        loadMix(GetParam() + ".yaml");
        told = "nothing";
    } catch (const Error& error) {
        told = error.what();
    }
    EXPECT_EQ(told + "\n", contents(GetParam() + ".txt"));
}

class WarnedDocument : public testing::TestWithParam<std::string> {};

TEST_P(WarnedDocument, LoadsWithTheWarningsOfTheFileBesideIt) {
    Within folder(warned);
    std::string told;
    try {
        for (const Problem& warning : loadMix(GetParam() + ".yaml").warnings) told += warning.text() + "\n";
    } catch (const Error& error) {
        told = std::string("it does not load:\n") + error.what();
    }
    EXPECT_EQ(told, contents(GetParam() + ".txt"));
}

std::string nameOf(const testing::TestParamInfo<std::string>& document) { return document.param; }

INSTANTIATE_TEST_SUITE_P(Folder, WrongDocument, testing::ValuesIn(documents(wrong)), nameOf);
INSTANTIATE_TEST_SUITE_P(Folder, WarnedDocument, testing::ValuesIn(documents(warned)), nameOf);

TEST(WrongDocuments, AreAtLeastTwoHundred) { EXPECT_GE(documents(wrong).size(), 200u); }

}
}
