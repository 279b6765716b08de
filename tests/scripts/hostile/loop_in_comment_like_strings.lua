-- Words in strings and comments are no loops, and those behind them are.
-- SPDX-License-Identifier: MIT
local input = audio_in("in", "signal")
local output = audio_out("out", "signal")
function process(block)
    local a, b = "while true do", [==[ function() ]] ]==] --[[ repeat ]] while a do b = 'don\'t' end
end
