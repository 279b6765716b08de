-- A loop in prepare().
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local x = 1
end
function prepare(rate)
    while rate > 0 do end
end
