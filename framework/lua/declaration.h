// What a script says of itself, read from its state.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/port.h"
#include "framework/node/value.h"

struct lua_State;

namespace stemwright {

struct ScriptDeclaration {
    enum class Kind { input, output, control, number, level, fixed, choice };
    struct Item {
        Kind kind;
        std::string name, help;
        Need need = Need::required;     ///< of an input
        int channels = 0;               ///< of an output; 0: as many as the first input has
        Range range;                    ///< of numbers; of a control output its unit
        std::vector<std::string> words; ///< of a choice
    };
    std::string help; ///< the comment that the script opens with
    std::vector<Item> items;
};

/// What prepare() of a script gives.
struct ScriptTiming {
    int latency = 0;           ///< frames
    double tail = 0;           ///< frames
    bool timeInvariant = true; ///< whether the same sound later gives the same, later
};

/// The table that the sandbox collects, on top of the stack. Throws an Error at the lines that are wrong.
ScriptDeclaration readDeclaration(lua_State* state, const std::string& file);

/// The table, or nil, on top of the stack. Throws an Error where it says what it cannot.
ScriptTiming readTiming(lua_State* state, const std::string& file);

/// The first sentence of the comment that a script opens with; "" where it opens with none.
std::string openingSentence(const std::string& script);

}
