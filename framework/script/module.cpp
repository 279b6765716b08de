// Puts the two halves of the module together.
// SPDX-License-Identifier: MIT
#include "framework/script/module.h"
#include "framework/document/value_text.h"
#include "framework/script/binding.h"
#include "framework/script/builder_texts.h"
#include "framework/script/values.h"
#include <lua.hpp>

namespace stemwright {

// A table as a document says it, anything else as Lua does.
static int show(lua_State* lua) {
    bool isPlain = lua_istable(lua, 1) && !lua_getmetatable(lua, 1);
    lua_settop(lua, 1);
    if (isPlain) {
        pushText(lua, flowText(datumFrom(lua, 1)));
        return 1;
    }
    lua_getglobal(lua, "tostring");
    lua_insert(lua, 1);
    lua_call(lua, 1, 1);
    return 1;
}

void pushModule(LuaState& state, ScriptHost* host) {
    lua_State* lua = state.get();
    lua_pushlightuserdata(lua, host);
    lua_setfield(lua, LUA_REGISTRYINDEX, "stemwright.host");
    lua_newtable(lua);
    addDocumentFunctions(lua);
    addEditFunctions(lua);
    addRenderFunctions(lua);
    addNodeFunctions(lua);
    addSoundFunctions(lua);
    addAnalysisFunctions(lua);
    lua_pushcfunction(lua, guarded<show>);
    lua_setfield(lua, -2, "show");
    lua_newtable(lua);
    for (const char* name : {"null", "sound", "analyse"}) {
        lua_getfield(lua, -2, name);
        lua_setfield(lua, -2, name);
    }
    for (const std::string& text : builderTexts()) {
        if (luaL_loadbuffer(lua, text.data(), text.size(), "=stemwright") != 0) throw state.popError();
        lua_pushvalue(lua, -3);
        lua_pushvalue(lua, -3);
        state.call(2, 0);
    }
}

}
