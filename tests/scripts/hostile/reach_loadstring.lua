-- Compiles text that nobody counted.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local f = loadstring('while true do end')
end
