-- Moves a long list by one, again and again.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local t = {}
    for i = 1, 8000 do t[i] = i end
    while true do
        table.insert(t, 1, 0)
        table.remove(t, 1)
    end
end
