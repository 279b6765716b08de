// Stems analysed in Lua.
// SPDX-License-Identifier: MIT
#include "framework/assist/analysis_json.h"
#include "framework/script/binding.h"
#include <lua.hpp>
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

using Json = nlohmann::ordered_json;

void pushJson(lua_State* lua, const Json& json) {
    luaL_checkstack(lua, 3, "too deep");
    if (json.is_object()) {
        lua_createtable(lua, 0, int(json.size()));
        for (const auto& [key, value] : json.items()) {
            pushJson(lua, value);
            lua_setfield(lua, -2, key.c_str());
        }
    } else if (json.is_array()) {
        lua_createtable(lua, int(json.size()), 0);
        int place = 0;
        for (const Json& value : json) {
            pushJson(lua, value);
            lua_rawseti(lua, -2, ++place);
        }
    } else if (json.is_string())
        pushText(lua, json.get_ref<const std::string&>());
    else if (json.is_boolean())
        lua_pushboolean(lua, json.get<bool>());
    else if (json.is_number())
        lua_pushnumber(lua, json.get<double>());
    else
        lua_pushnil(lua);
}

int analyse(lua_State* lua) {
    std::vector<std::string> paths;
    for (int i = 1; i <= lua_gettop(lua); ++i)
        paths.push_back(soundPath(lua, textAt(lua, i, "the name of a sound file or folder")));
    if (paths.empty()) throw Error("there is nothing to analyse", "name sound files, or folders of them");
    SessionAnalysis session = analyseSession(paths);
    if (!session.problems.empty()) throw Error(session.problems);
    pushJson(lua, analysisJson(session));
    return 1;
}

}

void addAnalysisFunctions(lua_State* lua) {
    lua_pushcfunction(lua, guarded<analyse>);
    lua_setfield(lua, -2, "analyse");
}

}
