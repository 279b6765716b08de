-- Changes what a row does.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    setmetatable(input[1], {})
end
