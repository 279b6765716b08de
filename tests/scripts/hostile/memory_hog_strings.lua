-- Doubles a text for ever.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local s = 'x'
    while true do s = s .. s end
end
