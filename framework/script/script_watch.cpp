// A hook that looks at the clock of instructions.
// SPDX-License-Identifier: MIT
#include "framework/script/script_watch.h"
#include "framework/script/binding.h"
#include <algorithm>
#include <lua.hpp>

namespace stemwright {

static constexpr int every = 10000; // instructions

static void take(lua_State* lua, double instructions);

static void look(lua_State* lua, lua_Debug*) { take(lua, every); }

// From the first time on at every instruction, so that no pcall() outlives it.
static void take(lua_State* lua, double instructions) {
    lua_getfield(lua, LUA_REGISTRYINDEX, "stemwright.watched");
    auto& watch = *static_cast<ScriptWatch*>(lua_touserdata(lua, -1));
    lua_pop(lua, 1);
    watch.left -= int64_t(std::min(instructions, double(watch.left)));
    bool isInterrupted = watch.host && watch.host->interrupted();
    if (!isInterrupted && watch.left > 0) return;
    lua_sethook(lua, look, LUA_MASKCOUNT, 1);
    watch.left = 0;
    setPending(isInterrupted ? Error("interrupted")
                             : Error("the script takes too long", "let its loops and calls come to an end"));
    raisePending(lua);
}

void watchOver(lua_State* lua, ScriptWatch& watch) {
    lua_pushlightuserdata(lua, &watch);
    lua_setfield(lua, LUA_REGISTRYINDEX, "stemwright.watched");
    luaJIT_setmode(lua, 0, LUAJIT_MODE_ENGINE | LUAJIT_MODE_OFF); // compiled code has no hooks
    lua_sethook(lua, look, LUA_MASKCOUNT, every);
}

void pushCharge(lua_State* lua) {
    lua_pushcfunction(lua, [](lua_State* state) {
        take(state, std::max(0., lua_tonumber(state, 1)));
        return 0;
    });
}

}
