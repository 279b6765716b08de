-- An iterator that always has one more.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    for x in function() return 1 end do end
end
