-- Keeps more and more while it plays.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local kept = {}
function process(block)
    for i = 1, 1000 do kept[#kept + 1] = {i} end
end
