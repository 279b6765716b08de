// What the signals of a plan are made of, as keys: where two are equal, the engine gives the same bits.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/key.h"
#include "framework/graph/order.h"
#include "framework/graph/plan.h"

namespace stemwright {

/// Everything that a node's sound depends on goes into its key: program, type, parameters as they are
/// written, the state of the files that it names, seed, rate, how late it hears the song, and the keys of
/// what it hears. Names and places do not, and the order of wires into an input does not, because sums have
/// none.
struct Content {
    std::vector<ContentKey> vertices;      ///< by vertex: of all its outputs together
    std::vector<ContentKey> wires;         ///< by wire: of what it brings to its input
    std::vector<int> arrival;              ///< by vertex: frames by which it hears the song late
    std::vector<char> inLoop;              ///< by vertex
    std::vector<int> order;                ///< of the vertices, each after all that it hears but for loops
    std::vector<std::vector<int>> entries; ///< by vertex: the wires that end there
};

/// Control thread. The plan's files are looked at as they are now.
Content contentOf(const Plan& plan);

/// Of one output of a vertex.
ContentKey signalKey(const Content& content, const Source& source);

}
