-- A loop that ends a hundred times.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local calls = 0
function process(block)
    calls = calls + 1
    while calls > 1500 do end
end
