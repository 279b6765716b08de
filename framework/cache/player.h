// Plays what was kept, in the place of those who made it, and takes terms out of sums.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/sound.h"
#include "framework/graph/graph.h"

namespace stemwright {

/// Adds a node that gives a kept sound, with its latency, under a name that no address can reach. A signal
/// comes from its first output. A sum comes in two parts, from two outputs, which give the sum exactly
/// wherever they meet: values of up to 2^10 that are multiples of 2^-38 take two floats. The vertex.
int addPlayer(Graph& graph, const std::string& name, std::shared_ptr<const StoredSound> sound);

/// Adds a node, and the wire to it, that gives the opposite of a signal. The vertex.
int addOpposite(Graph& graph, const std::string& name, const Source& of);

}
