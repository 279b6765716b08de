-- A table that asks itself.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local a, b = {}, {}
    setmetatable(a, {__index = b})
    setmetatable(b, {__index = a})
    local x = a.nothing
end
