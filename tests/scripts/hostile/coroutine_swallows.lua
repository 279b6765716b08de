-- Coroutines that die are made again.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    while true do
        coroutine.resume(coroutine.create(function() while true do end end))
    end
end
