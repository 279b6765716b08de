-- Walks through a row.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    for k, v in pairs(output[1]) do end
end
