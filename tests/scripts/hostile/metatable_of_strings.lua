-- Changes what strings do.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    getmetatable('').__index = nil
end
