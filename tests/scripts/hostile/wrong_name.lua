-- A name that no document can write.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local f = number('my freq', 'how high')
function process(block) end
