-- The same, as a method of a string.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local s = ('x'):rep(2 ^ 40)
end
