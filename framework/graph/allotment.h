// Gives every signal of a plan its place: steps and sections, rows, blocks, rings and sums.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/plan.h"
#include "framework/graph/strips.h"

namespace stemwright {

/// Where the feeds of each input come from: by vertex and port, in the order of PlannedInput::feeds.
using Feeders = std::vector<std::vector<std::vector<Source>>>;

/// Makes sections of the plan's tasks and lays out their signals. `tasks` are those of the plan, by vertex,
/// with feeds that know their lag and level only. `departures` are the frames by which each vertex's outputs
/// lag behind the song.
void allot(Plan& plan, std::vector<Task> tasks, const Order& order, const Feeders& feeders,
           const std::vector<int>& departures);

}
