// The mixes in graphs/, and what a test needs to render one.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/app/command_line.h"
#include <algorithm>

namespace stemwright::test {

/// Every YAML file below graphs/ that is a whole mix and no fragment of one, seen from there.
inline std::vector<std::string> mixes() {
    std::vector<std::string> found;
    fs::path graphs = fs::path(SOURCE_DIR) / "graphs";
    for (const auto& entry : fs::recursive_directory_iterator(graphs))
        if (entry.path().extension() == ".yaml" &&
            ("\n" + contents(entry.path())).find("\nstemwright:") != std::string::npos)
            found.push_back(fs::relative(entry.path(), graphs).string());
    std::sort(found.begin(), found.end());
    return found;
}

inline std::string pathOf(const std::string& mix) { return SOURCE_DIR "/graphs/" + mix; }

/// The songs play material that is not shipped.
inline bool hasMaterial(const std::string& mix) {
    return contents(pathOf(mix)).find("/shared/stems/") == std::string::npos ||
           fs::exists(SOURCE_DIR "/../shared/stems");
}

inline const char* const noMaterial = "its sound is not here: ../shared/stems beside the repository";

}
