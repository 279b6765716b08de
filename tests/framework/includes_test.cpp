// Holds the include lines of the code against the table in docs/architecture.md.
// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;

struct Folder {
    std::set<std::string> mayInclude;
    std::vector<std::string> foreign;
};

std::vector<std::string> words(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

std::map<std::string, Folder> tableOfFolders() {
    std::map<std::string, Folder> folders;
    std::ifstream page(SOURCE_DIR "/docs/architecture.md");
    std::regex row(R"(\| ((?:framework/|nodes)[a-z]*) \|[^|]*\|([^|]*)\|([^|]*)\|)");
    for (std::string line; std::getline(page, line);)
        if (std::smatch m; std::regex_match(line, m, row)) {
            Folder& folder = folders[m[1]];
            for (const std::string& name : words(m[2])) folder.mayInclude.insert("framework/" + name);
            folder.foreign = words(m[3]);
        }
    for (size_t i = 0; i < folders.size(); ++i) // what may be included through others
        for (auto& [name, folder] : folders) {
            auto direct = folder.mayInclude;
            for (const std::string& other : direct)
                folder.mayInclude.insert(folders[other].mayInclude.begin(), folders[other].mayInclude.end());
        }
    return folders;
}

std::string folderOf(const std::string& path) {
    if (path.starts_with("nodes/")) return "nodes";
    return path.substr(0, path.find('/', path.find('/') + 1));
}

template <class Check> void everyInclude(Check check) {
    std::regex include(R"re(\s*#include ([<"])([^>"]+)[>"].*)re");
    for (const char* top : {"framework", "nodes"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / top)) {
            if (!entry.is_regular_file()) continue;
            std::string path = fs::relative(entry.path(), SOURCE_DIR).string();
            std::ifstream file(entry.path());
            for (std::string line; std::getline(file, line);)
                if (std::smatch m; std::regex_match(line, m, include))
                    check(path, m[1] == "\"", std::string(m[2]));
        }
}

TEST(Includes, followTheTableOfFolders) {
    auto folders = tableOfFolders();
    ASSERT_GE(folders.size(), 10u);
    size_t seen = 0;
    everyInclude([&](const std::string& path, bool own, const std::string& header) {
        if (!own) return;
        ++seen;
        std::string from = folderOf(path), to = folderOf(header);
        ASSERT_TRUE(folders.contains(from)) << path << " lies in a folder that the table does not have";
        EXPECT_TRUE(from == to || folders[from].mayInclude.contains(to)) << path << " includes " << header;
    });
    EXPECT_GT(seen, 100u);
}

TEST(Includes, keepForeignLibrariesToTheSourceFilesOfTheirFolders) {
    auto folders = tableOfFolders();
    std::map<std::string, std::set<std::string>> owners;
    for (const auto& [name, folder] : folders)
        for (const std::string& prefix : folder.foreign) owners[prefix].insert(name);
    ASSERT_GE(owners.size(), 6u);
    const std::set<std::string> system{"dlfcn.h",  "fcntl.h",     "immintrin.h", "pthread.h", "spawn.h",
                                       "unistd.h", "xmmintrin.h", "signal.h",    "termios.h"};
    everyInclude([&](const std::string& path, bool own, const std::string& header) {
        if (own || header.find_first_of("./") == std::string::npos || header.starts_with("sys/") ||
            system.contains(header))
            return;
        // fmt only formats text, and does so everywhere.
        if (header.starts_with("fmt/")) return;
        for (const auto& [prefix, allowed] : owners)
            if (header.starts_with(prefix)) {
                EXPECT_TRUE(allowed.contains(folderOf(path))) << path << " includes " << header;
                // A header of nothing but names shows nothing.
                EXPECT_TRUE(path.ends_with(".cpp") || header.ends_with("_fwd.hpp"))
                    << path << " shows " << header << " to everyone who includes it";
                return;
            }
        ADD_FAILURE() << path << " includes " << header << ", which the table does not have";
    });
}

}
