-- Makes a row of a row.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local row = output[1](140737488355328LL)
end
