-- Works while it is shown.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local t = setmetatable({}, {__tostring = function() while true do end end})
    local x = tostring(t)
end
