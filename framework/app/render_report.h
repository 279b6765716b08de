// What is told of a render: to people and, as JSON, to programs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/render_task.h"

namespace stemwright {

/// A line for each loudness target that was reached, with its gain, and for each file: name, length,
/// loudness, true peak, range.
std::string summaryText(const RenderResult& result);

/// JSON with the measures of all outputs, what came of loudness targets, meters and other control outputs of
/// all nodes, faults, and facts of the plan.
std::string statsText(const RenderTask& task, const RenderResult& result);

/// Tables of time by node and by type of node.
std::string profileText(const RenderTask& task, const RenderResult& result);

/// A problem for each file that holds clipped samples.
std::vector<Problem> clippings(const RenderResult& result);

}
