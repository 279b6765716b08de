// Takes arguments from Lua's stack, and errors to it.
// SPDX-License-Identifier: MIT
#include "framework/script/binding.h"
#include <lua.hpp>

namespace stemwright {

static thread_local std::vector<Problem> pending;

void setPending(const std::exception& error) {
    if (auto* known = dynamic_cast<const Error*>(&error))
        pending = known->problems();
    else
        pending = {{{}, error.what(), ""}};
}

void raisePending(lua_State* lua) {
    static thread_local std::optional<Error> error; // outlives the jump
    error.emplace(std::move(pending));
    LuaState::raise(lua, *error);
}

std::string textAt(lua_State* lua, int index, const char* what) {
    if (!lua_isstring(lua, index))
        throw Error(std::string(what) + " is a " + luaL_typename(lua, index), "write a text");
    size_t size = 0;
    const char* text = lua_tolstring(lua, index, &size);
    return {text, size};
}

double numberAt(lua_State* lua, int index, const char* what) {
    if (lua_type(lua, index) != LUA_TNUMBER)
        throw Error(std::string(what) + " is a " + luaL_typename(lua, index), "write a number");
    return lua_tonumber(lua, index);
}

template <class Value, class Read>
static bool option(lua_State* lua, int index, const char* name, Value& value, Read read) {
    if (!lua_istable(lua, index)) return false;
    lua_getfield(lua, index, name);
    bool isThere = !lua_isnil(lua, -1);
    if (isThere) value = read(lua, lua_gettop(lua), name);
    lua_pop(lua, 1);
    return isThere;
}

bool optionAt(lua_State* lua, int index, const char* name, std::string& value) {
    return option(lua, index, name, value, textAt);
}

bool optionAt(lua_State* lua, int index, const char* name, double& value) {
    return option(lua, index, name, value, numberAt);
}

void pushText(lua_State* lua, const std::string& text) { lua_pushlstring(lua, text.data(), text.size()); }

void pushProblems(lua_State* lua, const std::vector<Problem>& problems) {
    lua_newtable(lua);
    for (size_t i = 0; i < problems.size(); ++i) {
        pushText(lua, problems[i].text());
        lua_rawseti(lua, -2, int(i) + 1);
    }
}

}
