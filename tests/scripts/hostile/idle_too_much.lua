-- Exchanges more than it may.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local much = idle_in(20000)
function process(block) end
