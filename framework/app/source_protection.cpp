// Compares files by what the system knows them by.
// SPDX-License-Identifier: MIT
#include "framework/app/source_protection.h"
#include "framework/app/exit_status.h"
#include <filesystem>

namespace stemwright {

static void protect(const std::string& source, const std::string& path, const std::string& what) {
    std::error_code error; // one of them may not be there
    if (!source.empty() && std::filesystem::equivalent(source, path, error))
        throw UsageError({path}, what, "write to another file");
}

void protectSources(const Graph& graph, const std::string& mix, const std::string& path) {
    protect(mix, path, "is the mix itself");
    for (const Graph::Vertex& vertex : graph.vertices)
        for (const Parameter* parameter : vertex.node->parameters())
            if (auto* file = dynamic_cast<const File*>(parameter))
                protect(file->path(), path, "is read by " + vertex.name + " in this mix");
}

}
