-- A loop that stands still.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    for i = 1, 2, 0 do local x = i end
end
