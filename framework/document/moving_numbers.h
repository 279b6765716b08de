// Every number of a mix that can be moved while it plays, by the address that documents know it by.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/graph.h"

namespace stemwright {

/// One address, and all that it stands for: the gain of a group is a number in each of its members, and a
/// send to a group is several wires.
struct MovingNumber {
    Range range;
    std::string help;
    std::vector<Number*> numbers;
    std::vector<size_t> wires; ///< in Graph::wires
};

/// `vox.gain`, `vox.duck.ratio`, `vox.duck.mix`, `vox.eq.mud.freq`, `wobble.rate`; and levels: of groups
/// (`band.gain`), sends (`vox.sends.plate`) and wires of sound (`a -> b`). `document` is the plain one that
/// the graph was made of.
std::map<std::string, MovingNumber> movingNumbers(const Graph& graph, const Datum& document);

}
