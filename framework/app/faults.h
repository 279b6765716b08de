// What nodes did wrong, and how models kept up.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/engine.h"

namespace stemwright {

/// A problem for each node that made numbers that are not finite, once its engine has stopped, and for each
/// script or model that failed since it was last asked.
std::vector<Problem> faultsOf(const Engine& engine);

/// Those of scripts and models alone, while they may play, and models that came too late for the first time.
/// Control thread.
std::vector<Problem> nodeFaultsOf(const Graph& graph);

/// A line for each node with a model: how often it came too late, and how much of its time it took.
std::string pacesOf(const Graph& graph);
/// Blocks of all of them that came too late. Any thread.
int64_t missedBlocks(const Graph& graph);

}
