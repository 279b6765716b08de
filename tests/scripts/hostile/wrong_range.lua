-- A range that is upside down.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local f = number('freq', 'how high', {init = 1, min = 3, max = 2})
function process(block) end
