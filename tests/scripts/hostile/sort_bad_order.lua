-- An order that is none, for a long list.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local t = {}
    for i = 1, 5000 do t[i] = i end
    for i = 1, 1000 do table.sort(t, function(a, b) return true end) end
end
