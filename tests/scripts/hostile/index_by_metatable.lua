-- Counts with a table that says that it is in the block.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local liar = setmetatable({}, {__lt = function() return true end, __le = function() return true end,
                               __sub = function() return 1e6 end})
function process(block)
    output[1][liar] = 1
end
