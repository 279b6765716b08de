-- Automation from functions of time.
-- SPDX-License-Identifier: MIT
local core, stemwright = ...

-- Keeps of values[first..last] what straight lines need to pass all of them within the tolerance (Douglas and
-- Peucker, 1973, with the distance along the axis of values).
local function thin(times, values, tolerance, first, last, kept)
    kept[first], kept[last] = true, true
    local open = {{first, last}}
    while #open > 0 do
        local a, b = unpack(table.remove(open))
        local slope = (values[b] - values[a]) / (times[b] - times[a])
        local worst, at = tolerance, nil
        for i = a + 1, b - 1 do
            local distance = math.abs(values[i] - values[a] - slope * (times[i] - times[a]))
            if distance > worst then worst, at = distance, i end
        end
        if at then
            kept[at] = true
            open[#open + 1], open[#open + 2] = {a, at}, {at, b}
        end
    end
end

-- Lines cannot pass through -inf dB: the stretches between are thinned one by one.
local function kept(times, values, tolerance)
    local points, first = {}, 1
    while first <= #values do
        local last = first
        local silent = values[first] == -math.huge
        while last < #values and (values[last + 1] == -math.huge) == silent do last = last + 1 end
        if silent or first == last then
            points[first], points[last] = true, true
        else
            thin(times, values, tolerance, first, last, points)
        end
        first = last + 1
    end
    return points
end

---Automation that follows a function of time, in s, with as few points as come within the tolerance: half a
---percent of what the values go through, where none is named.
---@param f fun(t: number): number
---@param options {from?: number, to: number, step?: number, tolerance?: number}
---@return stemwright.Automation
function stemwright.automation(f, options)
    options = options or {}
    local from, to, step = options.from or 0, options.to, options.step or 0.05
    if type(f) ~= "function" then core.fail("automation takes a function of time", "write function(t) ... end") end
    if type(to) ~= "number" or to <= from then
        core.fail("automation needs an end after its beginning", "say to = SECONDS")
    end
    if step <= 0 or (to - from) / step > 1e6 then
        core.fail("the step of automation is " .. step .. " s", "write one such as 0.05")
    end
    local times, values, lowest, highest = {}, {}, math.huge, -math.huge
    local count = math.ceil((to - from) / step - 1e-9)
    for i = 0, count do
        local t = math.min(from + i * step, to)
        local value = f(t)
        if type(value) ~= "number" or value ~= value then
            core.fail("the function of automation gives " .. tostring(value) .. " at " .. t .. " s", "return a number")
        end
        times[#times + 1], values[#values + 1] = t, value
        if value > -math.huge then lowest, highest = math.min(lowest, value), math.max(highest, value) end
    end
    local tolerance = options.tolerance or math.max(0, highest - lowest) / 200
    local points, all = {}, kept(times, values, tolerance)
    for i = 1, #times do
        if all[i] then points[#points + 1] = {("%.9g s"):format(times[i]), values[i]} end
    end
    return {points = points}
end
