-- Compares long texts again and again.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local a, b = ('x'):rep(60000) .. 'a', ('x'):rep(60000) .. 'b'
    while true do local t = a < b end
end
