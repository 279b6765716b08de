// How late each node hears the song, so that every path can be brought into line.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/order.h"

namespace stemwright {

struct Latency {
    std::vector<int> arrival; ///< by vertex: frames by which its inputs lag behind the song
    std::vector<int> advance; ///< by vertex: frames that come off its own delay, because of a cut before it
    std::vector<Problem> problems; ///< loops that hold more latency than their delays can give
};

/// Nodes must be prepared.
Latency findLatency(const Graph& graph, const Order& order);

}
