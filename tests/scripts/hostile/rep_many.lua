-- Long texts over and over.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    for i = 1, 1e9 do local s = string.rep('ab', 1000) end
end
