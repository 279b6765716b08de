-- Walks through a row, counting.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    for i, x in ipairs(output[1]) do end
end
