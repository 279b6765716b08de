-- Joins nothing many times.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local t = {}
    for i = 1, 8000 do t[i] = '' end
    while true do local s = table.concat(t) end
end
