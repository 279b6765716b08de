-- Works in an operator.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local t = setmetatable({}, {__add = function(a, b) return a + b end})
    local x = t + t
end
