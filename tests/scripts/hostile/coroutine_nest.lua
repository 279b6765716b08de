-- Coroutines within coroutines.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local function nest() return coroutine.wrap(nest)() end
    nest()
end
