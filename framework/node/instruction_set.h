// The builds of the nodes that are there, one for each instruction set.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

/// A build of all nodes for processors with certain instructions.
struct InstructionSet {
    std::string name;    ///< "base", or the end of its folder's name: "v3" for glibc-hwcaps/x86-64-v3
    std::string library; ///< path
    bool usable;         ///< whether this processor has the instructions
};

/// Those whose library lies beside libstemwright.so, the plainest first. Any thread.
const std::vector<InstructionSet>& installedInstructionSets();

}
