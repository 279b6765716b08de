// Finds the numbers of a mix that hands may move, and the addresses that they go by.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/rides.h"
#include "framework/graph/graph.h"

namespace stemwright {

/// All numbers of nodes and all levels of wires that have an address: `vox.gain`, `bass.duck.ratio`,
/// `vox.eq.mud.freq`, `vox.sends.plate`, `a -> b`. Each gets a curve of its own in `graph`, which gives what
/// the document says. `document` is what the graph was made of. Sorted by address. Control thread.
std::vector<Fader> addFaders(Graph& graph, const Datum& document);

}
