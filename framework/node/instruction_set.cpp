// Looks for the builds of the nodes, and asks the processor which of them it can run.
// SPDX-License-Identifier: MIT
#include "framework/node/instruction_set.h"
#include <algorithm>
#include <dlfcn.h>
#include <filesystem>

namespace stemwright {

namespace fs = std::filesystem;

// By the name that the loader has for it. Elsewhere than on x86-64 nobody is asked, and the base is all.
static bool processorRuns([[maybe_unused]] const std::string& folder) {
#if defined __x86_64__
    if (folder == "x86-64-v2") return __builtin_cpu_supports("x86-64-v2");
    if (folder == "x86-64-v3") return __builtin_cpu_supports("x86-64-v3");
    if (folder == "x86-64-v4") return __builtin_cpu_supports("x86-64-v4");
#endif
    return false;
}

static std::vector<InstructionSet> lookAround() {
    const char* const name = "libstemwright-nodes.so";
    Dl_info self;
    fs::path here = dladdr(reinterpret_cast<const void*>(&lookAround), &self) ? self.dli_fname : "";
    std::error_code error;
    here = fs::absolute(here, error).parent_path(); // a program may leave the folder that it started in
    // Where none lies beside this library, the loader may know one by its name.
    if (!fs::exists(here / name, error)) return {{"base", name, true}};
    std::vector<InstructionSet> sets{{"base", (here / name).string(), true}};
    for (const auto& entry : fs::directory_iterator(here / "glibc-hwcaps", error)) {
        std::string folder = entry.path().filename().string();
        if (fs::path library = entry.path() / name; fs::exists(library, error))
            sets.push_back({folder.substr(folder.rfind('-') + 1), library.string(), processorRuns(folder)});
    }
    std::sort(sets.begin() + 1, sets.end(),
              [](const InstructionSet& a, const InstructionSet& b) { return a.name < b.name; });
    return sets;
}

const std::vector<InstructionSet>& installedInstructionSets() {
    static const std::vector<InstructionSet> sets = lookAround();
    return sets;
}

}
