// How late the outputs of a plan are, and which nodes make them so.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/plan.h"

namespace stemwright {

/// Frames by which an output lies off its sources once its latency is taken off its front, as a render does:
/// over 0 where it is late, of the path that is farthest off. Follows the feeds of the plan as the engine
/// does, so it is 0 as long as compensation keeps its word. A signal that comes round a feedback loop is
/// meant to be late and does not count.
int displacement(const Plan& plan, const PlannedOutput& output);

/// A warning for each output with a latency over 20 ms, with the node that adds most to it.
std::vector<Problem> lateOutputs(const Plan& plan);

}
