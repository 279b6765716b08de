-- A place that moves on.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local at = 0
function process(block)
    at = at + 1
    output[1][math.floor(at / 50) + 1] = 1
end
