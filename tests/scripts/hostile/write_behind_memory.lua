-- Writes behind its memory.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local m = memory(4)
function process(block)
    m[5] = 1
end
