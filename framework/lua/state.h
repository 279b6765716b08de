// A LuaJIT state that frees itself, keeps to a limit of memory, and throws Errors that name script and line.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/error/error.h"
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

struct lua_State;

namespace stemwright {

/// Where a Lua state takes its memory from. Not for more than one thread at a time.
class LuaMemory {
  public:
    virtual ~LuaMemory() = default;
    /// As a lua_Alloc: `size` 0 frees, nullptr says that there is no more. May be called on the audio thread.
    virtual void* resize(void* block, size_t oldSize, size_t size) noexcept = 0;
    virtual size_t mostBytes() const noexcept = 0; ///< for the message when it runs out
};

/// Not for more than one thread at a time.
class LuaState {
  public:
    /// With LuaJIT's libraries, all of them: what scripts get to see of them is for others to choose. Memory
    /// is the program's, up to `mostBytes`; machine code, at most 512 KiB, comes on top. Throws an Error
    /// where that is too little.
    explicit LuaState(size_t mostBytes);
    explicit LuaState(std::unique_ptr<LuaMemory> memory);
    ~LuaState();
    LuaState(const LuaState&) = delete;
    LuaState& operator=(const LuaState&) = delete;

    lua_State* get() const { return state_; } ///< for those who include lua.hpp

    /// Pushes the function that the text of a script is; bytecode is refused. `file` is what errors name.
    /// Throws an Error at the line that is wrong.
    void load(const std::string& text, const std::string& file);

    /// Calls the function that lies below its arguments, and pops both. Throws an Error at the line that
    /// raised it, with the cure where C++ raised it; the stack is then as it was without them.
    void call(int arguments, int results);

    /// load() and call(), without arguments and results.
    void run(const std::string& text, const std::string& file);

    /// As call(), for threads that must not throw: whether it succeeded. Where it did not, the error's value
    /// lies on the stack in place of results.
    bool tryCall(int arguments, int results) noexcept;

    /// What a message of Lua means, as far as it begins with a line of this script.
    static Problem located(const std::string& message, const std::string& file);

    /// What the error's value on top of the stack says, which is popped: the place in the script, and cause
    /// and cure.
    Error popError();

    /// Raises an Error in a function of C++ that a script called; scripts that catch it see its text. Never
    /// returns. Whatever the caller holds must be gone: destructors are not called.
    [[noreturn]] static void raise(lua_State* state, const Error& error);

    /// The innermost line of a script that is running now; what was not loaded by load() is passed over.
    Place running() const;

    /// The one that a lua_State belongs to.
    static LuaState& of(lua_State* state);

  private:
    struct Counted;
    Problem located(const std::string& message) const;

    std::unique_ptr<LuaMemory> memory_;
    lua_State* state_;
    std::vector<std::string> files_; // of what was loaded
    std::vector<Problem> raised_;    // the last that C++ raised,
    std::string raisedText_;         // and as what scripts saw it
};

}
