// Holds the README's mix against the document that it is taken from.
// SPDX-License-Identifier: MIT
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

static std::string contents(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

TEST(Readme, showsTheMixAsItIs) {
    std::string readme = contents(SOURCE_DIR "/README.md"), open = "```yaml\n";
    size_t start = readme.find(open) + open.size(), end = readme.find("```", start);
    EXPECT_EQ(readme.substr(start, end - start), contents(SOURCE_DIR "/graphs/first.yaml"));
}
