-- Counts in whole numbers of 64 bits, one of which is far away.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    for i = 1, block.frames do output[1][i * 1LL] = input[1][i * 1ULL] end
    output[1][-1ULL] = 1
end
