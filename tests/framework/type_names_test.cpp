// Holds that a name in a namespace is that of one type, as compilers assume and do not check.
// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <regex>

namespace {

namespace fs = std::filesystem;

// Types that other files could define too: those at the margin, outside namespaces without a name.
std::vector<std::string> sharedTypes(const fs::path& path) {
    std::regex definition(
        R"((?:template <.*> )?(?:struct|class|enum class) ([A-Z]\w*)(?: final)?(?: : .*)? \{.*)");
    std::vector<std::string> names;
    std::ifstream file(path);
    std::string space;
    bool hidden = false;
    for (std::string line; std::getline(file, line);) {
        if (line == "namespace {")
            hidden = true;
        else if (line.starts_with("namespace "))
            space = line;
        if (line == "}") hidden = false;
        if (std::smatch m; !hidden && std::regex_match(line, m, definition))
            names.push_back(space + " " + m[1].str());
    }
    return names;
}

TEST(TypeNames, areThoseOfOneTypeEach) {
    std::map<std::string, std::string> owners;
    for (const char* top : {"framework", "nodes"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / top))
            if (entry.is_regular_file())
                for (const std::string& name : sharedTypes(entry.path())) {
                    auto [owner, fresh] = owners.try_emplace(name, entry.path().string());
                    EXPECT_TRUE(fresh)
                        << name << " is defined in " << owner->second << " and " << entry.path();
                }
    EXPECT_GT(owners.size(), 100u);
}

}
