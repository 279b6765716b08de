-- More text than there is room for.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local s = string.rep('x', 1e9)
end
