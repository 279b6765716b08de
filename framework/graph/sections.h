// Cuts a plan's steps into sections, the pieces of work that threads share.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/strips.h"

namespace stemwright {

/// Batches that one thread runs, in order; edges between groups lead forward only.
using BatchGroup = std::vector<StripBatch>;

/// Strips side by side are a section with the sources that only they hear; loops are one; all else is put
/// together, in small pieces where several threads share the work.
std::vector<BatchGroup> groupBatches(const Graph& graph, std::vector<StripBatch> batches, int threads);

}
