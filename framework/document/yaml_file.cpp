// Fetches the text of a document from its file.
// SPDX-License-Identifier: MIT
#include "framework/document/layers.h"
#include "framework/document/text.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace stemwright {

namespace fs = std::filesystem;

static std::vector<std::string> documentsIn(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code failure;
    for (fs::directory_iterator file(folder, failure), end; !failure && file != end; file.increment(failure))
        if (std::string ending = file->path().extension(); ending == ".yaml" || ending == ".yml")
            names.push_back(file->path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

std::optional<std::string> readTextFile(const std::string& path, std::vector<Problem>& problems) {
    auto fail = [&](std::string cause, std::string cure) {
        problems.push_back({{path}, std::move(cause), std::move(cure)});
        return std::optional<std::string>{};
    };
    std::error_code failure;
    fs::path folder = fs::path(path).parent_path();
    if (folder.empty()) folder = ".";
    if (!fs::exists(path, failure))
        return fail("there is no such file", fs::is_directory(folder, failure)
                                                 ? suggestion(fs::path(path).filename(), documentsIn(folder))
                                                 : "there is no folder " + folder.string() + " either");
    if (fs::is_directory(path, failure)) return fail("this is a folder", "name a document in it");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(std::string("the file cannot be read: ") + std::strerror(errno), "check its permissions");
    std::string text;
    std::vector<char> part(1 << 16);
    // One byte over the limit is enough to know that it is too long, also where a device never ends.
    while (text.size() <= longestText && (file.read(part.data(), part.size()), file.gcount() > 0))
        text.append(part.data(), file.gcount());
    if (file.bad()) return fail(std::string("the file cannot be read: ") + std::strerror(errno), "try again");
    return text;
}

}
