// What a mix reads is not written over.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/graph.h"

namespace stemwright {

/// Throws a UsageError where the file at `path`, which is to be written, is one that a node of the mix reads,
/// under whatever name, or the document at `mix` itself.
void protectSources(const Graph& graph, const std::string& mix, const std::string& path);

}
