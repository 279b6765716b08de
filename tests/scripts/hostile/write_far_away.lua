-- Writes somewhere else.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    output[1][-2 ^ 40] = 1
end
