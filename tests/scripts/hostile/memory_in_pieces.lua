-- Asks for hours of memory, piece by piece.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local m = {}
for i = 1, 1e6 do m[i] = memory(1e5) end
function process(block) end
