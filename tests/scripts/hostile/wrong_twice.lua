-- Two parameters of one name.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local f = number('freq', 'how high')
local g = number('freq', 'how low')
function process(block) end
