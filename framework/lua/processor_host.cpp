// Functions for the sandbox, and its arguments.
// SPDX-License-Identifier: MIT
#include "framework/lua/processor_host.h"
#include "framework/lua/sandbox.h"
#include <algorithm>
#include <cmath>
#include <lua.hpp>

namespace stemwright {

namespace {

using Memory = ProcessorScript::Memory;

constexpr size_t mostRemembered = size_t(4) << 20; // numbers in memory(): 87 s of one channel at 48 kHz
constexpr size_t mostExchanged = size_t(1) << 14;  // copied at once on the audio thread

std::array<double, controlStep> silence{}; // what levels are before prepare()

int moreSteps(lua_State* state) {
    lua_pushboolean(state, static_cast<StepBudget*>(lua_touserdata(state, lua_upvalueindex(1)))->more());
    return 1;
}

int remember(lua_State* state) { // how many numbers, and who exchanges them
    auto& memories = *static_cast<std::vector<Memory>*>(lua_touserdata(state, lua_upvalueindex(1)));
    double count = std::floor(lua_tonumber(state, 1));
    auto exchange = Memory::Exchange(lua_tointeger(state, 2));
    size_t taken = 0;
    for (const Memory& memory : memories)
        if ((memory.exchange == Memory::Exchange::none) == (exchange == Memory::Exchange::none))
            taken += memory.count;
    size_t most = exchange == Memory::Exchange::none ? mostRemembered : mostExchanged;
    if (!(count <= double(most - taken))) return 0;
    memories.push_back({std::make_unique<double[]>(size_t(count)), size_t(count), exchange});
    lua_pushlightuserdata(state, memories.back().numbers.get());
    return 1;
}

int suggest(lua_State* state) { // word, table of words
    {
        std::vector<std::string> words;
        for (int i = 1; i <= int(lua_objlen(state, 2)); ++i) {
            lua_rawgeti(state, 2, i);
            words.push_back(lua_tostring(state, -1));
            lua_pop(state, 1);
        }
        std::sort(words.begin(), words.end());
        lua_pushstring(state, suggestion(lua_tostring(state, 1), words).c_str());
    }
    return 1;
}

// [name] = {how many rows it reads, the function}
void pushRowFunctions(lua_State* state, const RowMath& rows) {
    lua_newtable(state);
    for (const RowMath::Function& function : rows.functions) {
        lua_newtable(state);
        lua_pushinteger(state, function.reads);
        lua_rawseti(state, -2, 1);
        lua_pushlightuserdata(state, reinterpret_cast<void*>(function.work));
        lua_rawseti(state, -2, 2);
        lua_setfield(state, -2, function.name);
    }
}

}

void ProcessorScript::Host::open(double* values, const RowMath& rows) {
    lua_State* lua = state.get();
    state.load(sandboxText, "library");
    lua_pushlightuserdata(lua, &steps.left);
    lua_pushlightuserdata(lua, &steps);
    lua_pushcclosure(lua, moreSteps, 1);
    lua_pushlightuserdata(lua, values);
    lua_pushlightuserdata(lua, &memories);
    lua_pushcclosure(lua, remember, 1);
    lua_pushcfunction(lua, suggest);
    pushRowFunctions(lua, rows);
    lua_pushinteger(lua, controlStep);
    lua_pushlightuserdata(lua, silence.data());
    state.call(8, 1);
    for (auto [f, name] : {std::pair(connect, "connect"),
                           {phase, "phase"},
                           {refill, "refill"},
                           {warm, "warm"},
                           {compiled, "compiled"},
                           {handle, "handle"},
                           {block, "block"}}) {
        lua_getfield(lua, -1, name);
        keep(f);
    }
}

void ProcessorScript::Host::keep(Function f) { references[f] = luaL_ref(state.get(), LUA_REGISTRYINDEX); }
void ProcessorScript::Host::push(Function f) const {
    lua_rawgeti(state.get(), LUA_REGISTRYINDEX, references[f]);
}
void ProcessorScript::Host::spread() {
    lua_settop(state.get(), 0);
    for (int f = 0; f < functions; ++f) push(Function(f));
}

void ProcessorScript::Host::call(int arguments, int results) {
    push(handle);
    int handler = lua_gettop(state.get()) - arguments - 1;
    lua_insert(state.get(), handler);
    steps.forLoading();
    bool done = lua_pcall(state.get(), arguments, results, handler) == 0;
    lua_remove(state.get(), handler);
    if (!done) throw state.popError();
}

}
