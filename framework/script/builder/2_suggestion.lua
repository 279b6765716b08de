-- What lower layers suggest, with their reasons, and what becomes of it.
-- SPDX-License-Identifier: MIT
local core, stemwright = ...

local DOCUMENT, BELOW = {}, {}
local Suggestion = {}
Suggestion.__index = Suggestion

function Suggestion:__tostring()
    return self.address .. ": " .. self.value .. (self.because and "  because " .. self.because or "")
end

---Writes it into this file, so that the next suggestion does not change it.
function Suggestion:accept() core.pin(self[DOCUMENT], self.address) end

---Writes another value, and why.
---@param value any
---@param because? string
function Suggestion:change(value, because)
    core.set(self[DOCUMENT], self.address, because and {is = value, because = because} or value)
end

---What lies below the suggestion holds again, or nothing does.
function Suggestion:refuse()
    if self[BELOW] then
        core.set_text(self[DOCUMENT], self.address, self[BELOW])
    else
        core.set(self[DOCUMENT], self.address, nil)
    end
end

local function suggestion(document, explanation)
    for i, said in ipairs(explanation) do
        if not said.here and (said.because or said.confidence) then
            return setmetatable({
                [DOCUMENT] = document,
                [BELOW] = explanation[i + 1] and explanation[i + 1].value,
                address = explanation.address,
                value = said.value,
                because = said.because,
                confidence = said.confidence,
                file = said.file,
                line = said.line,
                strip = explanation.address:match("^[^.]+"),
                word = explanation.address:match("[^.]+$"),
                decided = explanation[1].here,
            }, Suggestion)
        end
    end
end

-- for suggestion in mix:suggestions{word = "gain"} do ... end
function core.suggestions_of(document, address, filter)
    local all, i = core.statements(document, address), 0
    return function()
        while i < #all do
            i = i + 1
            local one = suggestion(document, all[i])
            if one then
                local wanted = true
                for field, value in pairs(filter or {}) do wanted = wanted and one[field] == value end
                if wanted then return one end
            end
        end
    end
end
