-- Jumps to the end of a block, which may not be moved.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    while true do
        local x = 1
        if x == 1 then goto continue end
        local y = 2
        ::continue::
    end
end
