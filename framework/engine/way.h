// The ways to compute a mix, which must all give the same bits.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/comparison.h"

namespace stemwright {

/// One way to compute a mix.
struct Way {
    std::string instructionSet;
    Arrangement arrangement;
    int block; ///< frames that are asked for at a time; 0: any number, by chance
};

/// The plainest way, which others are compared with.
Way plainWay();

/// As few as show every width of every instruction set that this machine has, every number of threads with
/// every length of turns, and every size of blocks. In the order of the sets, all of which it loads. Control
/// thread.
std::vector<Way> everyWay();

/// Computes a mix in these ways beside the plainest one; by way, where its bits first differ, or nothing
/// where somebody cancelled. `graph` makes the mix, from the types that are chosen when it is called. Throws
/// what that and compile() throw. Control thread.
std::optional<std::vector<std::optional<Divergence>>> prove(const std::function<Graph()>& graph,
                                                            const std::vector<Way>& ways, Cut cut,
                                                            const ProgressReport& report = {});

}
