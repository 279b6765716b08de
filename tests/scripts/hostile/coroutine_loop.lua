-- A loop in a coroutine.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local f = coroutine.wrap(function() while true do end end)
    f()
end
