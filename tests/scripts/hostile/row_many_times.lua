-- Goes through a long row again and again.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local long = memory(100000)
function process(block)
    long:tanh()
    long:tanh()
end
