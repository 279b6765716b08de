-- A pattern that backtracks for hours.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local s = string.rep('a', 400)
    local x = string.find(s, '.-.-.-.-b')
end
