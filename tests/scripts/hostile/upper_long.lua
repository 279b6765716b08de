-- Works through a long text again and again.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local s = ('X'):rep(100000)
    while true do local t = s:upper() end
end
