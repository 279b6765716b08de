// Processes with a script of yours.
// SPDX-License-Identifier: MIT
#include "framework/lua/script_node.h"

namespace stemwright {
namespace {

// Not a Register: how it runs is the same for every instruction set, so it is compiled only once; but for
// what scripts do to whole rows.
[[maybe_unused]] const bool lua = [] {
    Registry::add({"lua", "Processes with a script of yours, which says what ports and parameters it has.",
                   "script", [] { return std::make_unique<ScriptNode>(); },
                   [](const Node& node, int lanes) {
                       return lanes == 1
                                  ? makeScriptBatch(static_cast<const ScriptNode&>(node), OwnRows::math())
                                  : nullptr;
                   },
                   1, [](const Node&) { return size_t(1); }},
                  {1});
    return true;
}();

}
}
