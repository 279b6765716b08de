// A chain of gains that is too loud for a float.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/engine/rendering.h"

namespace stemwright {

/// Forty gains of 24 dB, g1 to g40, behind an impulse "hit" as often as is said: 770 dB is the end of a
/// float. The output "mix" is the last of them.
inline Graph loudChain(const std::string& every) {
    Graph g;
    g.add("hit", "impulse", arguments({{"every", every}}));
    std::string last = "hit";
    for (int i = 1; i <= 40; ++i) {
        std::string name = "g" + std::to_string(i);
        g.add(name, "gain", arguments({{"gain", "24 dB"}}));
        g.connect(last, name);
        last = name;
    }
    g.output("mix", last);
    return g;
}

}
