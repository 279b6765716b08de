// The Lua state of a script that processes: what it has from C++, and what C++ calls in it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lua/arena.h"
#include "framework/lua/processor_script.h"
#include "framework/lua/step_budget.h"

namespace stemwright {

struct ProcessorScript::Host {
    enum Function {
        handle,
        prepare,
        process,
        reset,
        onParameter,
        idle,
        connect,
        phase,
        refill,
        warm,
        compiled,
        block,
        functions
    };

    LuaState state{std::make_unique<ScriptArena>(size_t(2) << 20)}; // tables, strings, what is compiled
    StepBudget steps;
    std::vector<Memory> memories;
    std::array<int, functions> references{}; // to what C++ calls

    /// Runs the sandbox, and leaves the table of its functions on the stack.
    void open(double* values, const RowMath& rows);

    void keep(Function f); ///< takes it from the stack
    void push(Function f) const;
    void spread(); ///< all of them on the empty stack, each at placeOf()
    static int placeOf(Function f) { return f + 1; }
    bool has(Function f) const { return references[f] > 0; }

    /// As LuaState's, under the budget of scripts that are loaded.
    void call(int arguments, int results);
};

}
