// Finds out which script and line a message of Lua means, and takes Errors through Lua to whoever called.
// SPDX-License-Identifier: MIT
#include "framework/lua/state.h"
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <lua.hpp>

namespace stemwright {

struct LuaState::Counted final : LuaMemory {
    const size_t most;
    size_t used = 0;

    explicit Counted(size_t mostBytes_) : most(mostBytes_) {}
    void* resize(void* block, size_t oldSize, size_t size) noexcept override {
        if (size > oldSize && size - oldSize > most - used) return nullptr;
        if (size == 0) {
            std::free(block);
            used -= oldSize;
            return nullptr;
        }
        void* moved = std::realloc(block, size);
        if (moved) used = used - oldSize + size;
        return moved;
    }
    size_t mostBytes() const noexcept override { return most; }
};

static void* allocate(void* memory, void* block, size_t oldSize, size_t size) {
    return static_cast<LuaMemory*>(memory)->resize(block, block ? oldSize : 0, size);
}

LuaState::LuaState(size_t mostBytes) : LuaState(std::make_unique<Counted>(mostBytes)) {}

// LuaJIT crashes where memory ends while it makes a state, so none is made that could not be finished.
LuaState::LuaState(std::unique_ptr<LuaMemory> memory) : memory_(std::move(memory)) {
    constexpr size_t least = 200000;
    auto open = [](lua_State* state) {
        luaL_openlibs(state);
        lua_pushvalue(state, 1);
        lua_setfield(state, LUA_REGISTRYINDEX, "stemwright");
        return 0;
    };
    state_ = memory_->mostBytes() < least ? nullptr : lua_newstate(allocate, memory_.get());
    if (state_ && lua_cpcall(state_, open, this) == 0) {
        lua_atpanic(state_, [](lua_State* state) -> int { throw of(state).popError(); });
        return;
    }
    if (state_) lua_close(state_);
    throw Error("a script has too little memory to begin with: " + std::to_string(memory_->mostBytes()) +
                    " bytes",
                "allow it " + std::to_string(least) + " bytes and more");
}

LuaState::~LuaState() { lua_close(state_); }

LuaState& LuaState::of(lua_State* state) {
    lua_getfield(state, LUA_REGISTRYINDEX, "stemwright");
    auto* self = static_cast<LuaState*>(lua_touserdata(state, -1));
    lua_pop(state, 1);
    return *self;
}

// As it stands in messages, which Lua would cut short by itself.
static std::string chunkName(const std::string& file) {
    constexpr size_t most = LUA_IDSIZE - 4;
    std::string name = file.size() <= most ? file : "..." + file.substr(file.size() - most + 3);
    for (char& c : name)
        if (c == '\n' || c == '\r') c = ' ';
    return name;
}

void LuaState::load(const std::string& text, const std::string& file) {
    if (text.starts_with(LUA_SIGNATURE[0]))
        throw Error({file}, "this is bytecode, which could do anything", "write the text of the script");
    if (std::find(files_.begin(), files_.end(), file) == files_.end()) files_.push_back(file);
    if (luaL_loadbufferx(state_, text.data(), text.size(), ("=" + chunkName(file)).c_str(), "t") != 0)
        throw popError();
}

void LuaState::call(int arguments, int results) {
    if (!tryCall(arguments, results)) throw popError();
}

void LuaState::run(const std::string& text, const std::string& file) {
    load(text, file);
    call(0, 0);
}

bool LuaState::tryCall(int arguments, int results) noexcept {
    return lua_pcall(state_, arguments, results, 0) == 0;
}

Problem LuaState::located(const std::string& message, const std::string& file) {
    std::string name = chunkName(file) + ":";
    if (message == "not enough memory")
        return {{file},
                "the script needs more memory than it may have",
                "make fewer tables and strings, and let calls go less deep"};
    if (message.starts_with(name)) {
        const char *digits = message.data() + name.size(), *end = message.data() + message.size();
        int line = 0;
        const char* rest = std::from_chars(digits, end, line).ptr;
        if (rest != digits && end - rest >= 2 && rest[0] == ':' && rest[1] == ' ')
            return {{file, line}, rest + 2, ""};
    }
    return {{}, message, ""};
}

Problem LuaState::located(const std::string& message) const {
    for (const std::string& file : files_)
        if (Problem problem = located(message, file); !problem.place.file.empty()) return problem;
    return {{}, message, ""};
}

Error LuaState::popError() {
    size_t size = 0;
    // Numbers are not made strings in place: that takes memory, which may be what there is none of.
    const char* text = lua_type(state_, -1) == LUA_TSTRING ? lua_tolstring(state_, -1, &size) : nullptr;
    std::string message =
        text ? std::string(text, size)
             : std::string("the script raised an error that is a ") + luaL_typename(state_, -1);
    lua_pop(state_, 1);
    if (message == "not enough memory")
        lua_gc(state_, LUA_GCCOLLECT, 0); // LuaJIT does not, and would go on without
    if (!raised_.empty() && message == raisedText_) return Error(std::move(raised_));
    return Error({located(message)});
}

Place LuaState::running() const {
    lua_Debug frame;
    for (int level = 0; lua_getstack(state_, level, &frame); ++level) {
        luaL_where(state_, level);
        Place place = located(std::string(lua_tostring(state_, -1)) + " ").place;
        lua_pop(state_, 1);
        if (!place.file.empty()) return place;
    }
    return {};
}

void LuaState::raise(lua_State* state, const Error& error) {
    {
        LuaState& self = of(state);
        Place caller = self.running();
        self.raised_ = error.problems();
        for (Problem& problem : self.raised_)
            if (problem.place.file.empty()) problem.place = caller;
        self.raisedText_ = Error(self.raised_).what();
        lua_pushlstring(state, self.raisedText_.data(), self.raisedText_.size());
    }
    lua_error(state);
    std::abort(); // never: lua_error() does not return
}

}
