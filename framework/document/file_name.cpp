// Finds the way from one folder to another.
// SPDX-License-Identifier: MIT
#include "framework/document/file_name.h"
#include <filesystem>

namespace stemwright {

namespace fs = std::filesystem;

std::string fileName(const std::string& path, const std::string& folder) {
    fs::path file(path), from(folder.empty() ? "." : folder);
    if (path.empty() || file.is_absolute() != from.is_absolute())
        return fs::absolute(file).lexically_normal().string();
    fs::path relative =
        fs::absolute(file).lexically_normal().lexically_relative(fs::absolute(from).lexically_normal());
    return relative.empty() ? file.string() : relative.string();
}

}
