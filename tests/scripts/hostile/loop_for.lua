-- A loop that counts to infinity.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    for i = 1, math.huge do local x = i end
end
