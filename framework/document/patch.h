// The graph form of a document: nodes, wires and outputs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/draft.h"
#include "framework/document/loudness_target.h"

namespace stemwright {

/// Claims the names under `nodes:`; before any node is added, because keys may name them.
void claimNodes(Draft& draft, const Datum& document);

void addNodes(Draft& draft, const Datum& document);
void addWires(Draft& draft, const Datum& document);

/// Adds what `outputs:` names; without that section a `mix` of the master, if there is one. Returns the
/// loudness targets; the graph does not hold their gains yet.
enum class Master { there, missing };
std::vector<LoudnessTarget> addOutputs(Draft& draft, const Datum& document, Master master);

}
