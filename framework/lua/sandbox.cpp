// The Lua text that stands between a script and LuaJIT.
// SPDX-License-Identifier: MIT
#include "framework/lua/sandbox.h"

namespace stemwright {

const char* const sandboxText = R"lua(
local counter, moreSteps, valuesAt, giveMemory, suggestion, rowFunctions, frames, silence = ...
local ffi, debug, jit = require("ffi"), require("debug"), require("jit")
jit.off() -- until sounds come that are worth it
local error, type, pairs, pcall, xpcall, tostring = error, type, pairs, pcall, xpcall, tostring
local native, setmetatable, resume, getinfo = string, setmetatable, coroutine.resume, debug.getinfo

-- Once no steps are left, whatever the script calls raises the same error, so nothing can swallow it.
local left, values = ffi.cast("int32_t *", counter), ffi.cast("double *", valuesAt)
local stopped
local function place()
    local level, info = 2, getinfo(2, "Sl")
    while info and (info.short_src == "library" or info.currentline < 0) do
        level = level + 1
        info = getinfo(level, "Sl")
    end
    return info and info.short_src .. ":" .. info.currentline .. ": " or ""
end
local function stop()
    if moreSteps() then return end
    left[0] = -1
    stopped = stopped or place() .. "the script takes too many steps; let its loops and calls come to an end"
    error(stopped, 0)
end
local function handle(message) -- what fails inside of the library is the fault of who called it
    if type(message) ~= "string" then return place() .. "the script raised an error that is a " .. type(message) end
    if not native.find(message, "^library:%d+: ") then return message end
    return place() .. native.gsub(message, "^library:%d+: ", "")
end
local function charge(steps)
    left[0] = left[0] - (steps < 1e9 and steps or 1e9)
    if left[0] < 0 then stop() end
end
local function settled(...)
    if left[0] < 0 then stop() end
    return ...
end

-- Rows of numbers, counted from 1. They are structs without members, which scripts can do nothing with but what is
-- defined here, and of which LuaJIT has to check no more than the type; `struct` knows what lies in them. Most are as
-- long as one call, which is a constant: one test serves all of them. Written with `not`, the tests keep NaN out too.
local cast, istype = ffi.cast, ffi.istype
local struct = ffi.typeof("struct { double *at; int32_t count; } *")
local function kind(name)
    ffi.cdef("struct " .. name .. " { int32_t : 32, : 32, : 32, : 32; };")
    return ffi.typeof("struct " .. name)
end
local input, output, memory = kind("input"), kind("output"), kind("memory")
local function row(from, count, kind)
    local this = ffi.new(kind)
    cast(struct, this).at, cast(struct, this).count = cast("double *", from), count
    return this
end
local function known(what, word, words, level)
    local names = {}
    for name in pairs(words) do names[#names + 1] = name end
    error(what .. ' "' .. tostring(word) .. '"; ' .. suggestion(tostring(word), names), level)
end
local function outside(count, i)
    error("there is no [" .. tostring(i) .. "] here: count from 1 to " .. count, 3)
end
local function refuse()
    error("this can only be read: write to an output, or to memory()", 2)
end

-- What can be done to whole rows, as long as the shortest of them. Each has code of its own, in which the function is
-- a constant, and is found by comparing names, which compiled code need not do; brackets keep calls from being tail
-- calls, of which LuaJIT follows few.
local function rowOf(value, name)
    if istype(input, value) or istype(output, value) then return cast(struct, value).at, frames end
    if istype(memory, value) then return cast(struct, value).at, cast(struct, value).count end
    error(name .. "() is given a " .. type(value) .. ": give it a row", 3)
end
local whole = [[
    local name, reads, work, rowOf, isInput, refuse, left, stop, min = ...
    return function(row, first, second)
        if reads == 2 and second == nil or first == nil then first, second = row, first end
        if reads == 1 then second = first end
        local to, count = rowOf(row, name)
        local a, countOfA = rowOf(first, name)
        local b, countOfB = rowOf(second, name)
        if isInput(row) then refuse() end
        count = min(count, countOfA, countOfB)
        left[0] = left[0] - count
        if left[0] < 0 then stop() end
        work(to, a, b, count)
        return row
    end]]
local function isInput(row) return (istype(input, row)) end
local methods, constants, choice = {}, "local methods, known = ...\n", "return function(name)\n"
for name, how in pairs(rowFunctions) do
    local work = cast("void (*)(double *, const double *, const double *, int)", how[2])
    methods[name] = loadstring(whole, "=library")(name, how[1], work, rowOf, isInput, refuse, left, stop, math.min)
    constants = constants .. "local " .. name .. " = methods." .. name .. "\n"
    choice = choice .. "if name == '" .. name .. "' then return " .. name .. " end\n"
end
local method = loadstring(constants .. choice .. "known('rows have no', name, methods, 3) end", "=library")(methods, known)

local function getInBlock(row, i)
    if type(i) == "string" then return (method(i)) end
    if not (i >= 1 and i <= frames) then outside(frames, i) end
    return cast(struct, row).at[i - 1]
end
local function setInBlock(row, i, value)
    if not (i >= 1 and i <= frames) then outside(frames, i) end
    cast(struct, row).at[i - 1] = value
end
local function get(row, i)
    if type(i) == "string" then return (method(i)) end
    row = cast(struct, row)
    if not (i >= 1 and i <= row.count) then outside(row.count, i) end
    return row.at[i - 1]
end
local function set(row, i, value)
    row = cast(struct, row)
    if not (i >= 1 and i <= row.count) then outside(row.count, i) end
    row.at[i - 1] = value
end
local function length(row) return cast(struct, row).count end
local function walk() error("rows are counted through: for i = 1, #row do ... row[i] ... end", 2) end
local function define(kind, read, write)
    ffi.metatype(kind, {__index = read, __newindex = write, __len = length, __pairs = walk, __ipairs = walk})
end
define(input, getInBlock, refuse)
define(output, getInBlock, setInBlock)
define(memory, get, set)

-- Declarations, in their order. Each is read by C++ once the script has run.
local declared, phase = {}, "top"
local function declare(kind, name, help, options, defaults)
    if phase ~= "top" then error(kind .. "() belongs to the top of the script, before prepare()", 3) end
    if type(name) ~= "string" or not native.find(name, "^%l[%l%d_]*$") then
        error(kind .. "() has no name: write one in small letters, such as " .. kind .. '("depth", "how far")', 3)
    end
    if type(help) ~= "string" or help == "" then
        error(name .. ' has no help: say what it does, such as ' .. kind .. '("' .. name .. '", "how far")', 3)
    end
    if options ~= nil and type(options) ~= "table" then error("the options of " .. name .. " are no table", 3) end
    local this = {kind = kind, name = name, help = help, line = getinfo(3, "l").currentline}
    for option, value in pairs(defaults) do this[option] = value end
    for option, value in pairs(options or {}) do
        if defaults[option] == nil then known(kind .. " has no option", option, defaults, 4) end
        if type(value) ~= type(defaults[option]) then
            error(option .. " of " .. name .. " is a " .. type(value) .. ": write a " .. type(defaults[option]), 3)
        end
        this[option] = value
    end
    if #declared == 200 then error("a script can declare 200 ports and parameters, and no more", 3) end
    declared[#declared + 1] = this
    return this, #declared - 1
end

local env = {}
local function port(kind, defaults)
    env[kind] = function(name, help, options)
        local this = declare(kind, name, help, options, defaults)
        this.port = {channels = 0}
        return this.port
    end
end
port("audio_in", {optional = false})
port("audio_out", {channels = 0})
local function parameter(kind, defaults)
    env[kind] = function(name, help, options)
        local _, k = declare(kind, name, help, options, defaults)
        return function() return values[k] end
    end
end
parameter("number", {init = 0, min = 0, max = 1, unit = "", scale = "linear"})
parameter("fixed", {init = 0, min = 0, max = 1, unit = "", scale = "linear"})
function env.level(name, help, options)
    local this = declare("level", name, help, options, {init = 0, min = -1 / 0, max = 24, unit = "dB", scale = "linear"})
    this.port = row(silence, frames, input)
    return this.port
end
function env.choice(name, help, words)
    local this, k = declare("choice", name, help, {words = words}, {words = {}})
    local mine = {}
    for i, word in ipairs(this.words) do mine[i] = tostring(word) end
    if #mine == 0 then error(name .. ' has no words: write them as {"this", "that"}', 2) end
    this.words = mine
    return function() return mine[values[k] + 1] end
end
function env.control_out(name, help, options)
    local _, k = declare("control_out", name, help, options, {unit = ""})
    return function(value)
        if type(value) ~= "number" then error(name .. " is given a " .. type(value) .. ": give it a number", 2) end
        values[k] = value
    end
end
for exchange, name in pairs{[0] = "memory", "idle_in", "idle_out"} do
    env[name] = function(count)
        if phase == "process" then error(name .. "() belongs to the top of the script, or into prepare()", 2) end
        if type(count) ~= "number" or not (count >= 1) then error(name .. "() takes how many numbers to remember", 2) end
        local from = giveMemory(count, exchange)
        if not from then error("the script's " .. name .. "() is more than it may have; keep shorter sounds", 2) end
        count = math.floor(count)
        return row(from, count, count == frames and output or memory)
    end
end

-- What is left of Lua. None of it takes long, or it is charged for.
for _, name in ipairs{"assert", "error", "ipairs", "next", "pairs", "select", "setmetatable", "getmetatable",
                      "tonumber", "tostring", "type", "unpack"} do
    env[name] = _G[name]
end
local function copy(from, names)
    local to = {}
    for name in native.gmatch(names, "%a[%w_]*") do to[name] = from[name] end
    return to
end
env.math = copy(math, [[abs acos asin atan atan2 ceil cos cosh deg exp floor fmod frexp huge ldexp log log10 max min modf pi pow
    rad sin sinh sqrt tan tanh]])
env.bit = copy(require("bit"), "arshift band bnot bor bswap bxor lshift rol ror rshift tobit")
env.string = copy(native, "byte char format len sub")
env.table, env.coroutine = {}, copy(coroutine, "create running status yield")
function env.pcall(...) return settled(pcall(...)) end
function env.xpcall(...) return settled(xpcall(...)) end
local function raised(ok, ...)
    if not ok then error(settled(...), 0) end
    return ...
end
function env.coroutine.wrap(work)
    local routine = coroutine.create(work)
    return function(...) return raised(resume(routine, ...)) end
end
function env.coroutine.resume(...) return settled(resume(...)) end
local function unknown(_, name)
    local names = {}
    for word in pairs(env) do names[#names + 1] = word end
    local cure = suggestion(tostring(name), names)
    if not native.find(cure, "^did you mean") then cure = "docs/scripting.md says what they have" end
    error('scripts that process have no "' .. tostring(name) .. '"; ' .. cure, 2)
end
local strings = debug.getmetatable("")
strings.__index, strings.__metatable = env.string, false

local function run(make)
    local main = make(left, stop)
    setfenv(main, env)
    return main
end
local sounds = {}
return {
    library = function(make) run(make)()(native, table, charge, env) end,
    script = function(make)
        setmetatable(env, {__index = unknown, __metatable = false})
        run(make)()
        return declared, rawget(env, "prepare"), rawget(env, "process"), rawget(env, "reset"), rawget(env, "on_parameter"),
               rawget(env, "idle")
    end,
    connect = function(k, channel, from, count, access)
        local port = declared[k + 1].port
        if channel == 0 then
            cast(struct, port).at = cast("double *", from)
        else
            port[channel], port.channels = row(from, count, access == "write" and output or input), channel
        end
    end,
    phase = function(name) phase = name end,
    handle = handle,
    refill = function() stopped = nil end,
    warm = function()
        jit.opt.start("hotloop=10", "hotexit=3") -- there is not much time
        jit.on()
    end,
    compiled = function()
        jit.opt.start("hotexit=1000") -- more than LuaJIT ever counts to
        jit.off()
    end,
    block = {},
}
)lua";

}
