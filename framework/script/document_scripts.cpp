// Keeps the script of a document to its document.
// SPDX-License-Identifier: MIT
#include "framework/script/document_scripts.h"
#include "framework/lua/sandbox.h"
#include "framework/script/binding.h"
#include "framework/script/module.h"
#include "framework/script/script_watch.h"
#include <cstring>
#include <filesystem>
#include <lua.hpp>

namespace stemwright {

static constexpr size_t mostBytes = size_t(1) << 28;
static constexpr int64_t mostInstructions = 30'000'000; // less than a second

static int printToErrors(lua_State* lua) {
    int count = lua_gettop(lua);
    for (int i = 1; i <= count; ++i) {
        lua_getglobal(lua, "tostring");
        lua_pushvalue(lua, i);
        lua_call(lua, 1, 1);
        std::fprintf(stderr, "%s%s", i > 1 ? "\t" : "", lua_tostring(lua, -1));
        lua_pop(lua, 1);
    }
    std::fputc('\n', stderr);
    return 0;
}

// What such a script sees: nothing that reaches beyond the document, and of what could run without end in C a
// library that counts its steps.
static void pushEnvironment(LuaState& state) {
    lua_State* lua = state.get();
    auto copy = [&](std::initializer_list<const char*> names) {
        for (const char* name : names) {
            lua_getfield(lua, -2, name);
            lua_setfield(lua, -2, name);
        }
    };
    auto copyTable = [&](const char* table, std::initializer_list<const char*> names) {
        lua_getglobal(lua, table);
        lua_newtable(lua);
        copy(names);
        lua_remove(lua, -2);
        lua_setfield(lua, -2, table);
    };
    lua_pushvalue(lua, LUA_GLOBALSINDEX);
    lua_newtable(lua);
    copy({"assert", "error", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawset", "select",
          "setmetatable", "tonumber", "tostring", "type", "unpack", "xpcall", "math"});
    lua_remove(lua, -2);
    copyTable("string", {"byte", "char", "format", "len", "sub"});
    copyTable("table", {"maxn"});
    lua_pushcfunction(lua, printToErrors);
    lua_setfield(lua, -2, "print");
    if (luaL_loadbuffer(lua, libraryText, std::strlen(libraryText), "=library") != 0) throw state.popError();
    state.call(0, 1);
    lua_getglobal(lua, "string");
    lua_getglobal(lua, "table");
    pushCharge(lua);
    lua_pushvalue(lua, -5);
    state.call(4, 0);
    lua_pushliteral(lua, ""); // ("..."):find() is that of the library too
    lua_getmetatable(lua, -1);
    lua_getfield(lua, -3, "string");
    lua_setfield(lua, -2, "__index");
    lua_pop(lua, 2);
}

void runDocumentScript(const DocumentScript& script) {
    ScriptWatch watch{nullptr, mostInstructions};
    try {
        LuaState state(mostBytes);
        lua_State* lua = state.get();
        watchOver(lua, watch);
        pushText(lua, std::filesystem::path(script.documentPath).parent_path().string());
        lua_setfield(lua, LUA_REGISTRYINDEX, "stemwright.folder");
        lua_pushlightuserdata(lua, &script.sounds);
        lua_setfield(lua, LUA_REGISTRYINDEX, "stemwright.sounds");
        pushModule(state, nullptr);
        for (const char* name : {"load", "new"}) { // there is one mix: this one
            lua_pushnil(lua);
            lua_setfield(lua, -2, name);
        }
        auto owned =
            std::make_unique<Revision>(script.document, script.documentPath, script.below, script.read);
        const Revision& document = *owned;
        lua_getfield(lua, -2, "mix_of");
        pushDocument(lua, std::move(owned));
        state.call(1, 1);
        pushEnvironment(state);
        lua_insert(lua, -3); // below the module and the mix
        lua_setfield(lua, -3, "mix");
        lua_setfield(lua, -2, "stemwright");
        state.load(script.text, script.path);
        lua_pushvalue(lua, -2);
        lua_setfenv(lua, -2);
        state.call(0, 0);
        script.document = document.file(); // of a script that has ended well
    } catch (const Error& error) {
        for (const Problem& problem : error.problems()) script.problems.push_back(problem);
        script.problems.push_back({script.named, "the script \"" + script.path + "\" ended with an error",
                                   "mend it there, or take it out here"});
    }
}

}
