// The graph form of a document: nodes, wires and outputs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/draft.h"

namespace stemwright {

/// Claims the names under `nodes:`; before any node is added, because keys may name them.
void claimNodes(Draft& draft, const Datum& document);

void addNodes(Draft& draft, const Datum& document);
void addWires(Draft& draft, const Datum& document);

/// Adds what `outputs:` names; without that section a `mix` of the master, if there is one.
enum class Master { there, missing };
void addOutputs(Draft& draft, const Datum& document, Master master);

}
