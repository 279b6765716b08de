// Plays what was kept, in the place of those who made it, and takes terms out of sums.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/sound.h"
#include "framework/graph/graph.h"

namespace stemwright {

/// Adds a node that gives a kept signal under a name that no address can reach. Of a sum, which floats cannot
/// say, it gives silence, with the channels and the latency of the sum (KeptSums). The vertex.
int addPlayer(Graph& graph, const std::string& name, std::shared_ptr<const StoredSound> sound);

/// Adds a node, and the wire to it, that gives the opposite of a signal. The vertex.
int addOpposite(Graph& graph, const std::string& name, const Source& of);

}
