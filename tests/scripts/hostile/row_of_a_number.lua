-- Gives a number where a row is needed.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    output[1]:multiply(input[1], 2)
end
