// A Lua state keeps to its memory, and its errors say which script and line they mean.
// SPDX-License-Identifier: MIT
#include "framework/lua/arena.h"
#include <cstring>
#include <functional>
#include <gtest/gtest.h>
#include <random>

namespace stemwright {
namespace {

std::string errorOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(LuaState, namesScriptAndLine) {
    LuaState state(1 << 20);
    EXPECT_EQ(errorOf([&] { state.run("\n\nerror('no more tea')", "kitchen.lua"); }),
              "kitchen.lua:3: no more tea");
    EXPECT_EQ(errorOf([&] { state.run("x = = 1", "kitchen.lua"); }),
              "kitchen.lua:1: unexpected symbol near '='");
    EXPECT_EQ(errorOf([&] { state.run("error({})", "kitchen.lua"); }),
              "the script raised an error that is a table");
}

TEST(LuaState, namesScriptsWhosePathIsLong) {
    LuaState state(1 << 20);
    std::string path = std::string(200, 'x') + "/a.lua";
    EXPECT_EQ(errorOf([&] { state.run("\nlocal t = nil + 1", path); }),
              path + ":2: attempt to perform arithmetic on a nil value");
}

TEST(LuaState, refusesBytecode) {
    LuaState state(1 << 20);
    EXPECT_EQ(errorOf([&] { state.run("\x1bLJ\x02", "a.lua"); }),
              "a.lua: this is bytecode, which could do anything; write the text of the script");
}

TEST(LuaState, goesOnAfterItsMemoryRanOut) {
    LuaState state(1 << 20);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(errorOf([&] { state.run("local t = {} for i = 1, 1e9 do t[i] = {} end", "a.lua"); }),
                  "a.lua: the script needs more memory than it may have; make fewer tables and strings, and "
                  "let calls "
                  "go less deep");
    EXPECT_EQ(errorOf([&] { state.run("local t = {} for i = 1, 100 do t[i] = {} end", "a.lua"); }), "");
}

TEST(LuaState, saysThatItHasTooLittleToBeginWith) {
    for (size_t bytes : {0, 10, 10000, 30000})
        EXPECT_NE(errorOf([&] { LuaState state(bytes); }), "") << bytes;
}

// Blocks of all sizes, taken and given back by chance, never lie on one another, and in the end all is there
// again.
TEST(ScriptArena, givesEveryByteOnce) {
    constexpr size_t bytes = 1 << 18;
    ScriptArena arena(bytes);
    struct Block {
        unsigned char* at;
        size_t size;
        unsigned char mark;
    };
    std::vector<Block> blocks;
    std::mt19937 random(1);
    auto check = [](const Block& b) {
        for (size_t i = 0; i < b.size; ++i) ASSERT_EQ(b.at[i], b.mark);
    };
    int refused = 0;
    for (int i = 0; i < 20000; ++i) {
        size_t size = 1 + random() % (random() % 8 ? 200 : bytes / 16);
        if (blocks.empty() || random() % 2) {
            auto* at = static_cast<unsigned char*>(arena.resize(nullptr, 0, size));
            if (!at) ++refused;
            if (at) blocks.push_back({at, size, uint8_t(random())});
            if (at) std::memset(at, blocks.back().mark, size);
            continue;
        }
        size_t which = random() % blocks.size();
        Block& block = blocks[which];
        check(block);
        if (random() % 2) {
            auto* moved = static_cast<unsigned char*>(arena.resize(block.at, block.size, size));
            ASSERT_TRUE(moved || size > block.size) << "shrinking never fails";
            if (!moved) continue;
            for (size_t k = 0; k < std::min(size, block.size); ++k) ASSERT_EQ(moved[k], block.mark);
            block.at = moved, block.size = size;
            std::memset(moved, block.mark, size);
        } else {
            EXPECT_EQ(arena.resize(block.at, block.size, 0), nullptr);
            blocks.erase(blocks.begin() + ptrdiff_t(which));
        }
    }
    EXPECT_GT(refused, 0);
    for (const Block& block : blocks) arena.resize(block.at, block.size, 0);
    for (int i = 0; i < 16; ++i)
        EXPECT_TRUE(arena.resize(nullptr, 0, bytes / 16)) << "all is one piece again";
    EXPECT_FALSE(arena.resize(nullptr, 0, 1));
}

}
}
