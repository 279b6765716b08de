// Runs a script under its budget.
// SPDX-License-Identifier: MIT
#include "framework/audio/elementary.h"
#include "framework/lua/budget.h"
#include "framework/lua/processor_host.h"
#include "framework/lua/sandbox.h"
#include <algorithm>
#include <cmath>
#include <lua.hpp>

namespace stemwright {

constexpr int stepsToProcess = 4'000 * controlStep; // at worst some milliseconds

ProcessorScript::ProcessorScript(const std::string& text, std::string file, const RowMath& rows)
    : file_(std::move(file)), host_(std::make_unique<Host>()) {
    LuaState& state = host_->state;
    lua_State* lua = state.get();
    lua_gc(lua, LUA_GCSTOP, 0); // from here on only between calls
    state.load(text, file_);    // what is wrong is said in the script's own words
    lua_pop(lua, 1);
    host_->open(values_.data(), rows);
    auto runAs = [&](const char* how, const char* script, const std::string& name, int results) {
        lua_getfield(lua, -1, how);
        state.load(withBudget(script, name), name);
        state.call(0, 1);
        host_->call(1, results);
    };
    runAs("library", libraryText, "library", 0);
    runAs("script", text.c_str(), file_, 6);
    for (Host::Function f : {Host::idle, Host::onParameter, Host::reset, Host::process, Host::prepare}) {
        if (!lua_isnil(lua, -1) && !lua_isfunction(lua, -1))
            throw Error({file_},
                        "prepare, process, reset, on_parameter and idle are functions, or are not there",
                        "write function process(block) ... end");
        host_->keep(f);
    }
    if (!host_->has(Host::process))
        throw Error({file_}, "the script has no process()", "write function process(block) ... end");
    declaration_ = readDeclaration(lua, file_);
    declaration_.help = openingSentence(text);
    lua_settop(lua, 0);
    for (const auto& item : declaration_.items) {
        bool fixed = item.kind == ScriptDeclaration::Kind::choice;
        values_[rows_.size()] = fixed ? 0 : item.range.init;
        rows_.emplace_back();
    }
    collect();
}

ProcessorScript::~ProcessorScript() = default;

ScriptTiming ProcessorScript::prepare(double rate, const std::vector<int>& channels) {
    LuaState& state = host_->state;
    lua_State* lua = state.get();
    for (size_t k = 0; k < rows_.size(); ++k) {
        using Kind = ScriptDeclaration::Kind;
        Kind kind = declaration_.items[k].kind;
        int rows = kind == Kind::input || kind == Kind::output ? channels[k] : kind == Kind::level ? 1 : 0;
        rows_[k].resize(size_t(rows) * controlStep);
        for (int c = 0; c < rows; ++c) {
            host_->push(Host::connect);
            lua_pushinteger(lua, lua_Integer(k));
            lua_pushinteger(lua, kind == Kind::level ? 0 : c + 1);
            lua_pushlightuserdata(lua, row(int(k), c));
            lua_pushinteger(lua, controlStep);
            lua_pushstring(lua, kind == Kind::output ? "write" : "read");
            state.call(5, 0);
        }
    }
    host_->push(Host::block);
    lua_pushinteger(lua, controlStep);
    lua_setfield(lua, -2, "frames");
    lua_pop(lua, 1);
    ScriptTiming timing;
    if (host_->has(Host::prepare)) {
        host_->push(Host::prepare);
        lua_pushnumber(lua, rate);
        host_->call(1, 1);
        timing = readTiming(lua, file_);
        lua_pop(lua, 1);
    }
    host_->push(Host::phase);
    lua_pushstring(lua, "process");
    state.call(1, 0);
    host_->spread();
    collectAsNeeded();
    if (!follow() || !reset() || !process() || !idle() || !reset()) throw takeError();
    collect();
    return timing;
}

void ProcessorScript::makeNoise(int step) noexcept {
    using Kind = ScriptDeclaration::Kind;
    uint32_t random = uint32_t(step) * 2654435761u + 1;
    int kind = step % 50; // noise first: LuaJIT's code is fastest for what it saw first
    for (size_t k = 0; k < rows_.size(); ++k)
        for (size_t i = 0; i < rows_[k].size() && declaration_.items[k].kind == Kind::input; ++i) {
            random = random * 1664525u + 1013904223u;
            double noise = int32_t(random) * 0x1p-31;
            rows_[k][i] = kind < 25 ? 0.3 * noise : kind < 35 ? 8 * noise : kind < 40 ? i == 0 : 0;
        }
}

// With the parameters at their least, at their greatest, and as they are: so both sides of what depends on
// them are compiled, and last what will be heard.
void ProcessorScript::warmUp() noexcept {
    using Kind = ScriptDeclaration::Kind;
    const auto own = values_;
    call(Host::warm, -1);
    collectAsNeeded();
    for (int setting = 0; setting < 3; ++setting) {
        for (size_t k = 0; k < rows_.size(); ++k) {
            const auto& [kind, name, help, need, channels, range, words] = declaration_.items[k];
            if (kind != Kind::number && kind != Kind::level) continue;
            values_[k] = setting == 0 ? own[k] : std::clamp(setting == 1 ? range.min : range.max, -1e6, 1e6);
            std::fill(rows_[k].begin(), rows_[k].end(), amplitude<double>(values_[k]));
        }
        bool fine = follow();
        for (int step = 0; fine && step < 250; ++step) {
            makeNoise(step);
            fine = process();
        }
        if (!fine) reset();
    }
    values_ = own;
    call(Host::compiled, -1);
    collect();
    follow();
    reset();
}

// Where it may take its time: what is interpreted makes garbage with every access to a row.
void ProcessorScript::collectAsNeeded() {
    collectsItself_ = true;
    lua_gc(host_->state.get(), LUA_GCRESTART, 0);
}

void ProcessorScript::collect() {
    collectsItself_ = false;
    lua_gc(host_->state.get(), LUA_GCCOLLECT, 0);
    lua_gc(host_->state.get(), LUA_GCSTOP, 0);
    bytes_ = lua_gc(host_->state.get(), LUA_GCCOUNT, 0);
}

// The collector otherwise works only here, a little for each KiB that the script has made since: work that
// makes nothing costs nothing.
bool ProcessorScript::call(int function, int argument) noexcept {
    lua_State* lua = host_->state.get();
    auto f = Host::Function(function);
    if (!host_->has(f)) return true;
    int arguments = argument >= 0 ? 1 : 0;
    lua_pushvalue(lua, Host::placeOf(f));
    if (argument >= 0) lua_pushvalue(lua, Host::placeOf(Host::Function(argument)));
    if (f == Host::idle)
        host_->steps.forLoading();
    else
        host_->steps.forProcessing(stepsToProcess);
    if (lua_pcall(lua, arguments, 0, Host::placeOf(Host::handle)) != 0) return false;
    if (collectsItself_) return true;
    if (int made = lua_gc(lua, LUA_GCCOUNT, 0) - bytes_; made > 0) {
        lua_gc(lua, LUA_GCSTEP, made);
        lua_gc(lua, LUA_GCSTOP, 0);
        bytes_ = lua_gc(lua, LUA_GCCOUNT, 0);
    }
    return true;
}

bool ProcessorScript::process() noexcept { return call(Host::process, Host::block); }
bool ProcessorScript::follow() noexcept { return call(Host::onParameter, -1); }
bool ProcessorScript::idle() noexcept { return call(Host::idle, -1); }
bool ProcessorScript::hasIdle() const { return host_->has(Host::idle); }
void ProcessorScript::compileAsNeeded() noexcept { call(Host::warm, -1); }

const std::vector<ProcessorScript::Memory>& ProcessorScript::memories() const { return host_->memories; }

bool ProcessorScript::reset() noexcept {
    lua_settop(host_->state.get(), Host::functions); // what it raised is forgotten
    for (const Memory& memory : host_->memories) std::fill_n(memory.numbers.get(), memory.count, 0.);
    for (size_t k = 0; k < rows_.size(); ++k)
        if (declaration_.items[k].kind == ScriptDeclaration::Kind::control) values_[k] = 0;
    return call(Host::refill, -1) && call(Host::reset, -1);
}

const char* ProcessorScript::message() const noexcept {
    lua_State* lua = host_->state.get();
    return lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1)
                                            : "the script raised an error that is no text";
}

Error ProcessorScript::takeError() { return host_->state.popError(); }

}
