// The counter that is written into scripts changes nothing but that they count.
// SPDX-License-Identifier: MIT
#include "framework/lua/budget.h"
#include "framework/lua/state.h"
#include <gtest/gtest.h>
#include <lua.hpp>

namespace stemwright {
namespace {

// Runs `script` with so many steps; what it returns, and the steps that it took.
struct Outcome {
    double value;
    int steps;
};
Outcome run(const std::string& script, int budget = 1000000) {
    LuaState state(1 << 21);
    lua_State* lua = state.get();
    state.load(script, "a.lua"); // is right by itself
    lua_pop(lua, 1);
    state.load(withBudget(script, "a.lua"), "a.lua");
    state.call(0, 1);
    lua_newtable(lua);
    lua_pushinteger(lua, budget);
    lua_rawseti(lua, -2, 0);
    lua_pushvalue(lua, -1);
    lua_setglobal(lua, "left");
    lua_pushcfunction(lua, [](lua_State* l) { return luaL_error(l, "stopped"); });
    state.call(2, 1);
    state.call(0, 1);
    double value = lua_tonumber(lua, -1);
    lua_getglobal(lua, "left");
    lua_rawgeti(lua, -1, 0);
    return {value, budget - int(lua_tointeger(lua, -1))};
}

TEST(Budget, countsEveryTurnOfEveryLoopAndEveryCall) {
    EXPECT_EQ(run("for i = 1, 10 do end").steps, 10);
    EXPECT_EQ(run("for k, v in pairs{1, 2, 3} do end").steps, 3);
    EXPECT_EQ(run("local i = 0 while i < 7 do i = i + 1 end").steps, 7);
    EXPECT_EQ(run("local i = 0 repeat i = i + 1 until i == 5").steps, 5);
    EXPECT_EQ(run("local function f(n) if n > 0 then return f(n - 1) end end f(4)").steps, 5);
    EXPECT_EQ(run("local i = 0 ::again:: i = i + 1 if i < 6 then goto again end").steps, 5);
    EXPECT_EQ(run("local t = {f = function(...) return ... end} for i = 1, 2 do t.f(i) end").steps, 4);
    EXPECT_EQ(run("local t = {} function t.a(x) end function t:b(x, y) end t.a() t:b()").steps, 2);
    EXPECT_EQ(run("do local x = 1 end").steps, 1);
}

TEST(Budget, leavesTheMeaningAlone) {
    EXPECT_EQ(run("return 3").value, 3);
    EXPECT_EQ(run("local n = 0 for i = 1, 5 do if i % 2 == 0 then goto next end local x = i n = n + x "
                  "::next:: end return n")
                  .value,
              9);
    EXPECT_EQ(run("local s = 0 for i = 1, 3 do for j = 1, 3 do if j == 2 then break end s = s + i * j end "
                  "end return s")
                  .value,
              6);
    EXPECT_EQ(run("return (function() return 4 end)()").value, 4);
    EXPECT_EQ(run("return 0x10 + 1e1 + 3.5e-1 * 20 + #'do' -- do").value, 16 + 10 + 7 + 2);
    EXPECT_EQ(run("local a = [==[ ]] while true do ]==] return #a --[[ repeat\n function ( ]]").value, 18);
    EXPECT_EQ(run("local s = 'it\\'s \"do\" \\\\' return #s").value, 11);
    EXPECT_EQ(run("local s = \"a\\\nb\" return #s").value, 3);
    EXPECT_EQ(run("#!/usr/bin/lua\nreturn 5").value, 5);
    EXPECT_EQ(run("local t = {['do'] = 1, [ [[end]] ] = 2} return t['do'] + t[ [[end]] ]").value, 3);
    EXPECT_EQ(run("local function f(a, b, ...) return select('#', ...) end return f(1, 2, 3, 4)").value, 2);
}

TEST(Budget, keepsTheLines) {
    try {
        run("for i = 1, 2 do\n  local f = function()\n\n    error('here')\n  end\n  f()\nend");
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "a.lua:4: here");
    }
}

TEST(Budget, stopsWhereNothingIsLeft) {
    EXPECT_THROW(run("for i = 1, 11 do end", 10), Error);
    EXPECT_NO_THROW(run("for i = 1, 10 do end", 10));
}

TEST(Budget, itsNamesAreNotForScripts) {
    for (const char* script : {"\n_LEFT = 1", "\nlocal t = {_STOP = 1}", "\nx._LEFT[0] = 1"}) try {
            withBudget(script, "a.lua");
            ADD_FAILURE() << script;
        } catch (const Error& error) {
            EXPECT_EQ(error.problems()[0].place.line, 2);
        }
    EXPECT_NO_THROW(withBudget("local _LEFTOVER, x_STOP = '_LEFT' -- _STOP", "a.lua"));
}

}
}
