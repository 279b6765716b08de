-- Loops for ever while it idles.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block) end
function idle()
    while true do end
end
