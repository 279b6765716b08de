// What of a mix hears a device, and what stands in for the device in a render.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/broadcast_note.h"
#include "framework/graph/graph.h"

namespace stemwright {

/// How many inputs of a device the mix hears: the first so many.
int inputsHeard(const Graph& graph);

/// A warning for what hears a device where there is none.
std::vector<Problem> deafInputs(const Graph& graph);

/// What a recording of a device's inputs says of itself: its first frame arrived while this frame of the song
/// was played, and was heard so much later by the mix.
BroadcastNote noteOfInputs(int64_t song, int64_t lateness);

/// Lets the mix hear the file where it would hear a device. As noteOfInputs() says, if the file has such a
/// note, so that the mix gives the bits that it gave then; else from the start of the song. Before the graph
/// is compiled; what is wrong becomes a problem of the graph.
void hearFile(Graph& graph, const std::string& path);

}
