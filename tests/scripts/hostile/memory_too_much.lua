-- Asks for hours of memory.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local m = memory(1e12)
function process(block) end
