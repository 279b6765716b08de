-- Looks at what the loader passes.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local left, stop = ...
function process(block) end
