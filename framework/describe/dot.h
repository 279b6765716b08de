// A mix as a picture, in the language of Graphviz.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/plan.h"

namespace stemwright {

/// Strips as boxes; sound as solid wires with their levels, keys dashed, control signals dotted; latencies
/// noted where there are some. The same plan gives the same text.
std::string dot(const Plan& plan, const std::string& title = "");

}
