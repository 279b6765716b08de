-- Raises an error while an error is shown.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    error(setmetatable({}, {__tostring = function() error('again') end}))
end
