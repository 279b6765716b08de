-- Calls that are calls.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local t = setmetatable({}, {__call = function(self) while true do end end})
    t()
end
