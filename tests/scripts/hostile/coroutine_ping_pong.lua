-- Goes back and forth for ever.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local f = coroutine.wrap(function() while true do coroutine.yield() end end)
    while true do f() end
end
