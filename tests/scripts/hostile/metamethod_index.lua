-- Looks for a field for ever.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end})
    local x = t[1]
end
