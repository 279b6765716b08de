-- Gives itself more steps.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    _LEFT[0] = 1e9
end
