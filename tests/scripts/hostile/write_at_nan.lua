-- Writes at no place at all.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    output[1][0 / 0] = 1
end
