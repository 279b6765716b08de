// Editors know every node, parameter and word, and all that sounds, mixes and parts can do.
// SPDX-License-Identifier: MIT
#include "framework/document/vocabulary.h"
#include "framework/node/registry.h"
#include "framework/script/annotations.h"
#include "framework/script/builder_texts.h"
#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <lua.hpp>
#include <regex>

namespace stemwright::test {
namespace {

TEST(Annotations, haveEveryNodeAndParameter) {
    std::string text = annotations();
    for (const Type* type : Registry::instance().types()) {
        EXPECT_NE(text.find("\nfunction stemwright." + type->name + "(arguments) end\n"), text.npos)
            << type->name;
        auto node = type->describe();
        for (const Parameter* p : node->parameters()) {
            std::string name = p->name.substr(p->name.rfind('.') + 1);
            EXPECT_NE(text.find("---@field " + name + "? "), text.npos) << type->name << "." << name;
        }
    }
}

TEST(Annotations, haveEveryWordOfStrips) {
    std::string text = annotations();
    for (const Word& word : vocabulary(Owner::track))
        EXPECT_NE(text.find("---@field " + std::string(word.name) + "? "), text.npos) << word.name;
}

TEST(Annotations, haveEveryFunctionThatScriptsCall) {
    std::string text = annotations();
    std::regex function(R"(\nfunction ((?:Part|Mix|Suggestion)[:.][a-z]\w*|stemwright\.\w+)\()");
    int count = 0;
    for (const std::string& chunk : builderTexts())
        for (std::sregex_iterator it(chunk.begin(), chunk.end(), function), end; it != end; ++it, ++count)
            EXPECT_NE(text.find("function " + (*it)[1].str() + "("), text.npos) << (*it)[1];
    EXPECT_GT(count, 20);
}

TEST(Annotations, areLua) {
    lua_State* lua = luaL_newstate();
    std::string text = annotations();
    EXPECT_EQ(luaL_loadbuffer(lua, text.data(), text.size(), "annotations"), 0) << lua_tostring(lua, -1);
    lua_close(lua);
}

}
}
