-- Two functions that call each other.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local a, b
    function a() return b() end
    function b() return a() end
    a()
end
