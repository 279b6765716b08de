// What would take any number of steps if it were LuaJIT's own, in Lua that counts them.
// SPDX-License-Identifier: MIT
#include "framework/lua/sandbox.h"

namespace stemwright {

const char* const libraryText = R"lua(
return function(native, tables, charge, env)
    local string, table, error, type, floor = env.string, env.table, env.error, env.type, env.math.floor
    local byte, sub, find = native.byte, native.sub, native.find

    local function text(value, name)
        if type(value) == "number" then value = env.tostring(value) end
        if type(value) ~= "string" then error("string." .. name .. "() is given a " .. type(value) .. ": give it a string", 3) end
        return value
    end
    for _, name in env.ipairs{"lower", "reverse", "upper"} do
        local whole = native[name]
        string[name] = function(s)
            s = text(s, name)
            charge(#s)
            return whole(s)
        end
    end
    function string.rep(s, count)
        s = text(s, "rep")
        charge(#s * env.math.max(count, 0))
        return native.rep(s, count)
    end

    function table.insert(list, at, value)
        if value == nil then
            list[#list + 1] = at
        else
            charge(#list)
            return tables.insert(list, at, value)
        end
    end
    function table.remove(list, at)
        if at then charge(#list) end
        return tables.remove(list, at)
    end
    function table.concat(list, between, first, last)
        charge((last or #list) - (first or 1))
        return tables.concat(list, between or "", first or 1, last or #list)
    end

    -- A heap: it ends whatever the comparison says. After J. W. J. Williams, "Heapsort", Comm. ACM 7 (1964).
    function table.sort(list, before)
        before = before or function(a, b) return a < b end
        local function sink(root, last)
            local value = list[root]
            while root * 2 <= last do
                local child = root * 2
                if child < last and before(list[child], list[child + 1]) then child = child + 1 end
                if not before(value, list[child]) then break end
                list[root], root = list[child], child
            end
            list[root] = value
        end
        local count = #list
        for root = floor(count / 2), 1, -1 do sink(root, count) end
        for last = count, 2, -1 do
            list[1], list[last] = list[last], list[1]
            sink(1, last - 1)
        end
    end

    -- Patterns: parsed into items, each a class for one character with how often, or a mark; then followed with
    -- backtracking. LuaJIT's own find() only ever looks at one character.
    local function parse(pattern)
        local items, at = {}, 1
        local function class()
            local first = at
            local c = sub(pattern, at, at)
            at = at + 1
            if c == "%" then
                if at > #pattern then error("the pattern ends with a %", 5) end
                at = at + 1
            elseif c == "[" then
                if sub(pattern, at, at) == "^" then at = at + 1 end
                repeat
                    local inside = sub(pattern, at, at)
                    if inside == "" then error("a [ in the pattern has no ]", 5) end
                    at = at + (inside == "%" and 2 or 1)
                until sub(pattern, at, at) == "]"
                at = at + 1
            end
            return sub(pattern, first, at - 1)
        end
        while at <= #pattern do
            local c, two = sub(pattern, at, at), sub(pattern, at, at + 1)
            local item
            if two == "()" then
                item, at = {mark = "position"}, at + 2
            elseif c == "(" or c == ")" then
                item, at = {mark = c}, at + 1
            elseif c == "$" and at == #pattern then
                item, at = {mark = "$"}, at + 1
            elseif two == "%b" then
                item, at = {mark = "b", open = sub(pattern, at + 2, at + 2), close = sub(pattern, at + 3, at + 3)}, at + 4
            elseif two == "%f" then
                at = at + 2
                item = {mark = "f", class = class()}
            elseif find(two, "^%%%d") then
                item, at = {mark = "again", group = byte(two, 2) - 48}, at + 2
            else
                item = {class = class()}
                local often = sub(pattern, at, at)
                if often == "*" or often == "+" or often == "-" or often == "?" then item.often, at = often, at + 1 end
            end
            items[#items + 1] = item
        end
        return items
    end

    local function belongs(c, class)
        if #class == 1 and class ~= "." then return c == class end
        return find(c, class) ~= nil
    end
    local function matcher(s, items)
        local groups, follow = {}, nil
        local function is(item, at)
            return at <= #s and belongs(sub(s, at, at), item.class)
        end
        local function several(item, at, k)
            local least, most = item.often == "+" and 1 or 0, item.often == "?" and 1 or #s
            local step = 0
            if item.often == "-" then
                while true do
                    local ending = follow(at + step, k + 1)
                    if ending or not is(item, at + step) then return ending end
                    step = step + 1
                end
            end
            while step < most and is(item, at + step) do step = step + 1 end
            while step >= least do
                local ending = follow(at + step, k + 1)
                if ending then return ending end
                step = step - 1
            end
        end
        local function marked(item, at, k)
            local mark = item.mark
            if mark == "$" then return at == #s + 1 and follow(at, k + 1) or nil end
            if mark == "(" or mark == "position" then
                groups[#groups + 1] = {from = at, to = mark == "position" and "position" or nil}
                local ending = follow(at, k + 1)
                if not ending then groups[#groups] = nil end
                return ending
            elseif mark == ")" then
                local open = #groups
                while open > 0 and groups[open].to do open = open - 1 end
                if open == 0 then error("a ) in the pattern has no (", 4) end
                groups[open].to = at - 1
                local ending = follow(at, k + 1)
                if not ending then groups[open].to = nil end
                return ending
            elseif mark == "again" then
                local group = groups[item.group]
                if not group or type(group.to) ~= "number" then error("the pattern has no group " .. item.group, 4) end
                local same = sub(s, group.from, group.to)
                charge(#same)
                return sub(s, at, at + #same - 1) == same and follow(at + #same, k + 1) or nil
            elseif mark == "f" then
                local function inside(i) return belongs(i >= 1 and i <= #s and sub(s, i, i) or "\0", item.class) end
                return not inside(at - 1) and inside(at) and follow(at, k + 1) or nil
            end
            if sub(s, at, at) ~= item.open then return nil end -- %b
            local depth = 1
            for i = at + 1, #s do
                local c = sub(s, i, i)
                depth = depth + (c == item.close and -1 or c == item.open and 1 or 0)
                if depth == 0 then return follow(i + 1, k + 1) end
            end
        end
        function follow(at, k)
            local item = items[k]
            while item and item.class and not item.mark and not item.often do
                if not is(item, at) then return nil end
                at, k = at + 1, k + 1
                item = items[k]
            end
            if not item then return at end
            if item.mark then return marked(item, at, k) end
            return several(item, at, k)
        end
        return follow, groups
    end

    -- The next match from `at` on: its first character, the one after its last, and what its groups caught.
    local function search(s, pattern, at)
        local anchored = sub(pattern, 1, 1) == "^"
        local items = parse(anchored and sub(pattern, 2) or pattern)
        for first = at, anchored and at or #s + 1 do
            local follow, groups = matcher(s, items)
            local ending = follow(first, 1)
            if ending then
                local caught = {}
                for i, group in env.ipairs(groups) do
                    if not group.to then error("a ( in the pattern has no )", 3) end
                    caught[i] = group.to == "position" and group.from or sub(s, group.from, group.to)
                end
                return first, ending, caught
            end
        end
    end
    local function start(s, at)
        at = at or 1
        return at < 0 and env.math.max(#s + at + 1, 1) or env.math.max(at, 1)
    end

    function string.find(s, pattern, at, plain)
        s, pattern = text(s, "find"), text(pattern, "find")
        if plain then
            charge(#s * env.math.max(#pattern, 1))
            return find(s, pattern, at or 1, true)
        end
        local first, ending, caught = search(s, pattern, start(s, at))
        if first then return first, ending - 1, env.unpack(caught) end
    end
    function string.match(s, pattern, at)
        s = text(s, "match")
        local first, ending, caught = search(s, text(pattern, "match"), start(s, at))
        if not first then return nil end
        if #caught == 0 then return sub(s, first, ending - 1) end
        return env.unpack(caught)
    end
    function string.gmatch(s, pattern)
        s = text(s, "gmatch")
        local at = 1
        return function()
            local first, ending, caught = search(s, pattern, at)
            if not first then return nil end
            at = ending == first and ending + 1 or ending
            if #caught == 0 then return sub(s, first, ending - 1) end
            return env.unpack(caught)
        end
    end
    function string.gsub(s, pattern, by, most)
        s, pattern = text(s, "gsub"), text(pattern, "gsub")
        local parts, at, count = {}, 1, 0
        while count < (most or #s + 1) and at <= #s + 1 do
            local first, ending, caught = search(s, pattern, at)
            if not first then break end
            local whole = sub(s, first, ending - 1)
            local new
            if type(by) == "table" then
                new = by[caught[1] or whole]
            elseif type(by) == "function" then
                if #caught == 0 then new = by(whole) else new = by(env.unpack(caught)) end
            else
                local function group(c)
                    if c == "%" then return "%" end
                    return c == "0" and whole or caught[byte(c) - 48] or c == "1" and whole or ""
                end
                new = ""
                local i = 1
                while i <= #by do
                    local c = sub(by, i, i)
                    if c == "%" then i = i + 1 end
                    new, i = new .. (c == "%" and group(sub(by, i, i)) or c), i + 1
                end
            end
            parts[#parts + 1] = sub(s, at, first - 1) .. env.tostring(new or whole)
            if ending == first then parts[#parts] = parts[#parts] .. sub(s, first, first) end
            at, count = ending == first and ending + 1 or ending, count + 1
            if sub(pattern, 1, 1) == "^" then break end
        end
        parts[#parts + 1] = sub(s, at)
        return table.concat(parts), count
    end
end
)lua";

}
