// Gives scripts their arguments and prompts their values.
// SPDX-License-Identifier: MIT
#include "framework/script/mix_script.h"
#include "framework/script/binding.h"
#include "framework/script/module.h"
#include "framework/script/script_watch.h"
#include <filesystem>
#include <lua.hpp>

namespace stemwright {

namespace {

constexpr size_t mostBytes = size_t(1) << 40; // whatever there is

std::string textOf(const std::string& path) {
    std::vector<Problem> problems;
    auto text = readTextFile(path, problems);
    if (!text) throw Error(std::move(problems));
    if (text->starts_with("#!")) text->replace(0, 2, "--");
    return *text;
}

}

MixScript::MixScript(ScriptHost& host) : watch_(std::make_unique<ScriptWatch>(&host)), state_(mostBytes) {
    lua_State* lua = state_.get();
    watchOver(lua, *watch_);
    pushModule(state_, &host);
    lua_getglobal(lua, "package");
    lua_getfield(lua, -1, "loaded");
    lua_pushvalue(lua, -3);
    lua_setfield(lua, -2, "stemwright");
    lua_pop(lua, 2);
    lua_setglobal(lua, "stemwright");
    lua_setfield(lua, LUA_REGISTRYINDEX, "stemwright.core");
}

MixScript::~MixScript() = default;

void MixScript::run(const std::string& path, const std::vector<std::string>& arguments) {
    lua_State* lua = state_.get();
    std::string text = textOf(path), folder = std::filesystem::path(path).parent_path().string();
    lua_getglobal(lua, "package"); // modules beside the script
    lua_getfield(lua, -1, "path");
    pushText(lua, (folder.empty() ? "." : folder) + "/?.lua;" + lua_tostring(lua, -1));
    lua_setfield(lua, -3, "path");
    lua_pop(lua, 2);
    lua_newtable(lua);
    for (size_t i = 0; i <= arguments.size(); ++i) {
        pushText(lua, i == 0 ? path : arguments[i - 1]);
        lua_rawseti(lua, -2, int(i));
    }
    lua_setglobal(lua, "arg");
    state_.load(text, path);
    luaL_checkstack(lua, int(arguments.size()) + 8, "too many arguments");
    for (const std::string& argument : arguments) pushText(lua, argument);
    state_.call(int(arguments.size()), 0);
}

MixScript::Entered MixScript::enter(const std::string& text) {
    lua_State* lua = state_.get();
    int top = lua_gettop(lua);
    try { // "= x" is a habit of Lua's own prompt
        state_.load("return " + text.substr(text.starts_with('=')), "prompt");
    } catch (const Error&) { // not an expression
        try {
            state_.load(text, "prompt");
        } catch (const Error& error) {
            if (error.problems()[0].cause.find("'<eof>'") != std::string::npos) return Entered::beginning;
            throw;
        }
    }
    *watch_ = {watch_->host, INT64_MAX};
    watchOver(lua, *watch_); // an interruption is over
    state_.call(0, LUA_MULTRET);
    for (int i = top + 1; i <= lua_gettop(lua); ++i) {
        if (lua_isnil(lua, i)) continue;
        lua_getfield(lua, LUA_REGISTRYINDEX, "stemwright.core");
        lua_getfield(lua, -1, "show");
        lua_pushvalue(lua, i);
        if (!state_.tryCall(1, 1)) { // no value of documents
            lua_pop(lua, 1);
            lua_getglobal(lua, "tostring");
            lua_pushvalue(lua, i);
            state_.call(1, 1);
        }
        std::printf("%s\n", lua_tostring(lua, -1));
        lua_pop(lua, 2);
    }
    lua_settop(lua, top);
    return Entered::whole;
}

}
