// The mixes in graphs/, and what a test needs to render one.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/app/command_line.h"
#include <algorithm>
#include <sstream>

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

/// An engineer's layer over a newer suggestion is warned of what it is no longer about, and only of that.
inline bool expectedWarnings(const std::string& mix, const std::string& errors) {
    if (mix != "layers/mix.yaml" && mix != "layers/live.yaml") return errors.empty();
    std::istringstream lines(errors);
    for (std::string line; std::getline(lines, line);)
        if (line.find("\" changes nothing: ") == std::string::npos) return false;
    return !errors.empty();
}

inline const char* const noMaterial = "its sound is not here: ../shared/stems beside the repository";

}
