-- A unit that there is not.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local f = number('freq', 'how high', {init = 1, min = 0, max = 2, unit = 'hz'})
function process(block) end
