-- An error that comes when nobody expects it.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
local calls, t = 0, {}
function process(block)
    calls = calls + 1
    if calls == 1500 then t = nil end
    t[1] = calls
end
