// Types of nodes in Lua: their names, and whether arguments suit them.
// SPDX-License-Identifier: MIT
#include "framework/document/part.h"
#include "framework/document/vocabulary.h"
#include "framework/node/registry.h"
#include "framework/script/binding.h"
#include "framework/script/values.h"
#include <lua.hpp>

namespace stemwright {

namespace {

int types(lua_State* lua) {
    lua_newtable(lua);
    for (const Type* type : Registry::instance().types()) {
        pushText(lua, type->help);
        lua_setfield(lua, -2, type->name.c_str());
    }
    return 1;
}

std::vector<std::string> wordsFor(const Node& node) {
    std::vector<std::string> known = wordsOf(Owner::entry);
    for (const Parameter* p : node.parameters())
        if (p->name.find('.') == std::string::npos) known.push_back(p->name);
    for (const RecordsBase* records : node.records()) known.push_back(records->name);
    for (const AudioIn* port : node.inputs())
        if (port != node.inputs()[0]) known.push_back(port->name);
    return known;
}

// Throws what is wrong with the arguments of a node. Files, and what they declare, are looked at when the mix
// is made, which knows where it lies.
void check(const Type& type, const Datum& arguments) {
    auto described = type.describe();
    for (const Parameter* p : described->parameters())
        if (dynamic_cast<const File*>(p)) return;
    std::vector<std::string> known = wordsFor(*described);
    std::vector<Problem> problems;
    Datum own = Datum::map({});
    for (const Datum::Entry& argument : arguments.entries) {
        const std::string& name = argument.first.name;
        if (std::find(known.begin(), known.end(), name) == known.end())
            problems.push_back(
                {{}, type.name + " has no parameter \"" + name + "\"", suggestion(name, known)});
        else if (!isWord(Owner::entry, name))
            own.entries.push_back(argument);
    }
    type.make({own, Timeline{}, "", 1, problems});
    if (!problems.empty()) throw Error(std::move(problems));
}

int checkArguments(lua_State* lua) {
    const Type* type = Registry::instance().find(textAt(lua, 1, "a type of node"));
    check(*type, datumFrom(lua, 2));
    return 0;
}

// Whether a word stands beside the type of an entry, and not among its parameters.
int isBeside(lua_State* lua) {
    lua_pushboolean(lua, isEntryWord(textAt(lua, 1, "a word")));
    return 1;
}

int suggest(lua_State* lua) {
    std::vector<std::string> known;
    for (size_t i = 1; i <= lua_objlen(lua, 2); ++i) {
        lua_rawgeti(lua, 2, int(i));
        known.push_back(textAt(lua, lua_gettop(lua), "a name"));
        lua_pop(lua, 1);
    }
    std::sort(known.begin(), known.end());
    pushText(lua, suggestion(textAt(lua, 1, "a name"), known));
    return 1;
}

int fail(lua_State* lua) { throw Error(textAt(lua, 1, "a cause"), textAt(lua, 2, "a cure")); }

}

void addNodeFunctions(lua_State* lua) {
    const luaL_Reg functions[] = {
        {"types", guarded<types>},        {"check_arguments", guarded<checkArguments>},
        {"is_beside", guarded<isBeside>}, {"suggest", guarded<suggest>},
        {"fail", guarded<fail>},          {nullptr, nullptr}};
    luaL_register(lua, nullptr, functions);
    pushNull(lua);
    lua_setfield(lua, -2, "null");
}

}
