// Names a file as seen from a folder.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright {

/// What a document in `folder` calls the file at `path`: relative where both are or neither is absolute, else
/// absolute.
std::string fileName(const std::string& path, const std::string& folder);

}
