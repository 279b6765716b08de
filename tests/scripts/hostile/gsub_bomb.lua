-- Replacing that backtracks for hours.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local s = ('a'):rep(400):gsub('.*.*.*.*b', 'c')
end
