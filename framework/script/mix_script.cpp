// Puts the module together, and watches over those who use it.
// SPDX-License-Identifier: MIT
#include "framework/script/mix_script.h"
#include "framework/document/value_text.h"
#include "framework/script/binding.h"
#include "framework/script/builder_texts.h"
#include "framework/script/script_watch.h"
#include "framework/script/values.h"
#include <filesystem>
#include <lua.hpp>

namespace stemwright {

namespace {

constexpr size_t mostBytes = size_t(1) << 40, mostBytesOfDocument = size_t(1) << 28;
constexpr int64_t mostInstructions = 500'000'000;

int show(lua_State* lua) {
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

int printToErrors(lua_State* lua) {
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

// Leaves the functions of C++ and the module on the stack.
void pushModule(LuaState& state) {
    lua_State* lua = state.get();
    lua_newtable(lua);
    addDocumentFunctions(lua);
    addEditFunctions(lua);
    addRenderFunctions(lua);
    addNodeFunctions(lua);
    addSoundFunctions(lua);
    lua_pushcfunction(lua, guarded<show>);
    lua_setfield(lua, -2, "show");
    lua_newtable(lua);
    for (const char* name : {"null", "sound"}) {
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

void setHost(lua_State* lua, ScriptHost* host) {
    lua_pushlightuserdata(lua, host);
    lua_setfield(lua, LUA_REGISTRYINDEX, "stemwright.host");
}

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
    setHost(lua, &host);
    watchOver(lua, *watch_);
    pushModule(state_);
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
    try {
        state_.load("return " + text, "prompt");
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
        state_.call(1, 1);
        std::printf("%s\n", lua_tostring(lua, -1));
        lua_pop(lua, 2);
    }
    lua_settop(lua, top);
    return Entered::whole;
}

// What such a script sees: nothing that reaches beyond the document, and nothing that runs without end in C.
static void pushEnvironment(lua_State* lua) {
    lua_newtable(lua);
    for (const char* name :
         {"assert", "error", "ipairs", "next", "pairs", "pcall", "rawequal", "rawget", "rawset", "select",
          "setmetatable", "tonumber", "tostring", "type", "unpack", "xpcall", "math", "string", "table"}) {
        lua_getglobal(lua, name);
        lua_setfield(lua, -2, name);
    }
    lua_pushcfunction(lua, printToErrors);
    lua_setfield(lua, -2, "print");
}

void runDocumentScript(const DocumentScript& script) {
    ScriptWatch watch{nullptr, mostInstructions};
    try {
        LuaState state(mostBytesOfDocument);
        lua_State* lua = state.get();
        setHost(lua, nullptr);
        watchOver(lua, watch);
        pushText(lua, std::filesystem::path(script.documentPath).parent_path().string());
        lua_setfield(lua, LUA_REGISTRYINDEX, "stemwright.folder");
        pushModule(state);
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
        pushEnvironment(lua);
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
