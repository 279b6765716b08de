-- Matches of nothing, for ever.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    while true do for x in ('aaaa'):gmatch('b*') do end end
end
