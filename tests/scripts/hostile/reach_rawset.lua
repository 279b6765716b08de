-- Goes around metatables.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    rawset(output[1], 0, 1)
end
