-- A loop in reset().
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local x = 1
end
function reset()
    repeat local x = 1 until false
end
